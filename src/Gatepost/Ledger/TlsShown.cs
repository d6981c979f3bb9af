using Gatepost.Messages;

namespace Gatepost.Ledger;

/// <summary>What roll-ups keep of <see cref="TlsFacts"/>.</summary>
/// <param name="Reached">What was proven.</param>
/// <param name="Proofs">What could have been.</param>
/// <param name="Reason">Why no more.</param>
public readonly record struct TlsShown(Assurance Reached, TlsProofs Proofs, TlsReason Reason)
{
    /// <summary>Of one connection.</summary>
    public static TlsShown Of(TlsFacts facts) => new(facts.Reached, facts.Proofs, facts.Reason);

    /// <summary>
    /// The weaker of two: a message whose copies travelled on several connections counts once, at the worst of them.
    /// </summary>
    public static TlsShown Weaker(TlsShown? one, TlsShown other) => one is { } first ? Weaker(first, other) : other;

    private static TlsShown Weaker(TlsShown one, TlsShown other) =>
        (other.Reached, other.Proofs, other.Reason).CompareTo((one.Reached, one.Proofs, one.Reason)) < 0 ? other : one;
}
