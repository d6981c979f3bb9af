using Gatepost.Protocols.MailAccess;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.ClientAccess;

/// <summary>A page from which mail programs set themselves up.</summary>
/// <param name="Domain">Whose.</param>
/// <param name="Kind">For which programs.</param>
/// <param name="Place">Its address.</param>
/// <param name="Answer">What came of asking for it.</param>
/// <param name="Document">What it says; null where it says nothing that can be read.</param>
internal sealed record SetupPage(string Domain, SetupKind Kind, string Place, HttpsAnswer Answer, SetupDocument? Document);
