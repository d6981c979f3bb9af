using System.Diagnostics.CodeAnalysis;
using Gatepost.Protocols.Dns;

namespace Gatepost.Dns;

/// <summary>One question and what came of it.</summary>
/// <param name="Message">The answer, whole; null where there is none.</param>
/// <param name="Failure">Why there is none.</param>
internal sealed record DnsExchange(DnsMessage? Message, DnsFailure Failure)
{
    [MemberNotNullWhen(true, nameof(Message))]
    public bool IsAnswered => Message is not null;
}
