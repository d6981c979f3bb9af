using Gatepost.Dns;
using Gatepost.Protocols.MailAuth;

namespace Gatepost.Checks.MailAuth;

/// <summary>What was seen of one key of DKIM.</summary>
/// <param name="Name"><c>selector._domainkey.domain</c>.</param>
/// <param name="Texts">TXT there.</param>
/// <param name="Key">What they come to.</param>
internal sealed record DkimKeySurvey(string Name, DnsAnswer<string> Texts, DkimKeyRecord Key);
