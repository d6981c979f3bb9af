using System.Net;

namespace Gatepost.Checks.MailAuth;

/// <summary>An address from which we send, and what the domain's SPF says of it.</summary>
/// <param name="Address">The address.</param>
/// <param name="Source">How we know of it.</param>
/// <param name="Result">What SPF says.</param>
internal sealed record SenderAddress(IPAddress Address, string Source, SpfResult Result);
