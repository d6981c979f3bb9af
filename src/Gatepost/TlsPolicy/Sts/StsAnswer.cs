using Gatepost.Protocols.MtaSts;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>What is known of a domain's policy.</summary>
/// <param name="Policy">What is in force; null: nothing is, though the domain meant to publish something.</param>
/// <param name="ExpiresAt">Until when it holds.</param>
/// <param name="Words">What it says and where it is from, escaped.</param>
internal sealed record StsAnswer(StsPolicy? Policy, DateTimeOffset? ExpiresAt, string Words)
{
    /// <summary>Nothing is in force since something failed that may work later.</summary>
    public bool IsUnknown { get; init; }
}
