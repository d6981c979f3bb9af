namespace Gatepost.Protocols.MtaSts;

/// <summary>One thing that is wrong with a policy.</summary>
/// <param name="Flaw">What.</param>
/// <param name="Line">Counted from 1; 0 where it is about the whole.</param>
/// <param name="Text">What stands there: a stranger's words, to be quoted where they are shown.</param>
public sealed record StsPolicyFinding(StsPolicyFlaw Flaw, int Line = 0, string Text = "")
{
    /// <summary>Whether there is no policy because of it.</summary>
    public bool IsFatal => Flaw is not (StsPolicyFlaw.MaxAgeAboveLimit or StsPolicyFlaw.RepeatedKey or StsPolicyFlaw.UnknownKey
        or StsPolicyFlaw.EmptyLine or StsPolicyFlaw.TrailingDot);
}
