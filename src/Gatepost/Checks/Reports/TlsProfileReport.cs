using Gatepost.Checks.TlsProbing;

namespace Gatepost.Checks.Reports;

/// <summary>What a server's TLS can be talked into (docs/checks-tls.md).</summary>
public sealed record TlsProfileReport
{
    /// <summary>The worst class of all: <c>good</c>, <c>sufficient</c>, <c>phase out</c>, <c>insufficient</c>; null where nothing
    /// was seen.</summary>
    public required string? Class { get; init; }

    /// <summary>Calls that it took.</summary>
    public required int Calls { get; init; }

    /// <summary>What could not be seen.</summary>
    public required IReadOnlyList<string> NotKnown { get; init; }

    /// <summary>What was seen, the worst first.</summary>
    public required IReadOnlyList<TlsSettingReport> Settings { get; init; }

    /// <summary>All that was seen, to be held against that of another server.</summary>
    internal string Text => string.Join('\n', NotKnown.Concat(Settings.Select(static setting =>
        $"{setting.Class} {setting.Title} {string.Join(' ', setting.Items)}")));

    internal static TlsProfileReport? Of(TlsProbeFacts? facts)
    {
        if (facts is null) return null;
        var profile = TlsJudge.Judge(facts);
        return new()
        {
            Class = profile.Class?.Word(),
            Calls = facts.Connections,
            NotKnown = profile.Gaps,
            Settings = [.. profile.Findings.Select(static found =>
                new TlsSettingReport(found.Class.Word(), found.Title, found.Items))],
        };
    }
}
