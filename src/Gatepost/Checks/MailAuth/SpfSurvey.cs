using Gatepost.Dns;
using Gatepost.Protocols.MailAuth;

namespace Gatepost.Checks.MailAuth;

/// <summary>What was seen of a domain's SPF.</summary>
/// <param name="Texts">TXT at the domain.</param>
/// <param name="Record">What they come to.</param>
/// <param name="Walk">The record followed to its end.</param>
/// <param name="Senders">The addresses from which we send, and what the record says of each.</param>
internal sealed record SpfSurvey(
    DnsAnswer<string> Texts, SpfRecord Record, SpfWalk Walk, IReadOnlyList<SenderAddress> Senders);
