namespace Gatepost.Checks.TlsProbing;

/// <summary>What was seen of one address, and what it is worth.</summary>
/// <param name="Facts">What was seen.</param>
/// <param name="Findings">What it is worth, the worst first.</param>
internal sealed record TlsProfileFindings(TlsProbeFacts Facts, IReadOnlyList<TlsFinding> Findings)
{
    /// <summary>The worst class of all; null where nothing could be seen.</summary>
    public SecurityClass? Class => Findings.Count == 0 ? null : Findings.Max(static finding => finding.Class);

    /// <summary>What could not be seen, in words; a profile with gaps may be worse than it looks.</summary>
    public IReadOnlyList<string> Gaps =>
    [
        .. Facts.Stopped is { } why ? (string[])[$"the probe ended early: {why}"] : [],
        .. Facts.Versions.Where(static version => version.Spoken is Observed.Unknown)
            .Select(static version => $"whether {version.Version} is spoken: {version.Why}"),
        .. Facts.Versions.Where(static version => version is { Spoken: Observed.Yes, IsComplete: false })
            .Select(static version => $"whether there are more cipher suites in {version.Version}"),
        // What TLS 1.3 takes is mostly what the versions before it take.
        .. Facts is { Curves.IsComplete: false, Groups: not { IsComplete: true } }
            ? (string[])["whether there are more curves before TLS 1.3"]
            : [],
        .. Facts.Groups is { IsComplete: false } ? (string[])["whether there are more groups in TLS 1.3"] : [],
    ];
}
