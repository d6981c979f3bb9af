namespace Gatepost.Dns;

/// <summary>What one resolver showed, and in what way.</summary>
/// <param name="Verdict">In short.</param>
/// <param name="Words">What follows its address in a sentence: <c>answers for . without proof</c>.</param>
internal sealed record ProbeResult(ProbeVerdict Verdict, string Words)
{
    public static ProbeResult Unasked { get; } = new(ProbeVerdict.Unasked, "was not asked yet");
}
