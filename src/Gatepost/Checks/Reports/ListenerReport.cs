using Gatepost.Checks.Own;

namespace Gatepost.Checks.Reports;

/// <summary>One address at which this gateway listens.</summary>
public sealed record ListenerReport
{
    /// <summary>The listener's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whom it is for: <c>mx</c>, <c>submission</c>, <c>submissions</c>, <c>relay</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The answer to a caller who wanted to send elsewhere without a right to it; null where nobody tried.</summary>
    public required string? RelayReply { get; init; }

    /// <summary>What a caller sees there.</summary>
    public required HostReport Host { get; init; }

    internal static ListenerReport Of(ListenerSurvey survey) => new()
    {
        Name = survey.Listener.Name,
        Role = survey.Listener.Role.ToString().ToLowerInvariant(),
        RelayReply = survey.Relay is { } reply ? Protocols.Text.PeerText.Escape(reply.ToString(), 200) : null,
        Host = ReportWriter.Of(survey.Seen, survey.Seen.Hosts[0], withTranscript: false),
    };
}
