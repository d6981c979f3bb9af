using Gatepost.Diagnostics;
using Gatepost.Messages;
using Gatepost.Protocols.Text;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dispatch;

/// <summary>Raises the alarm when a domain is reached worse than it used to be: once an hour for each.</summary>
internal sealed partial class RegressionWatch(TimeProvider time, DispatchMetrics metrics, ILogger<RegressionWatch> logger)
{
    private const int MostDomains = 1000, ShownProblem = 200;

    private static readonly TimeSpan Silence = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _told = new(StringComparer.Ordinal);

    public void Watch(Attempt attempt)
    {
        foreach (var host in attempt.Outcome.Hosts)
        {
            if (Regression.Of(attempt, host) is TlsProofs.None) continue;
            metrics.Regressed();
            if (!IsNews(attempt.Message.Domain)) continue;
            var habit = attempt.Decision!.Habit!;
            var wasCarried = host.Outcomes.Any(outcome => outcome.Disposition is Disposition.Delivered);
            var problem = PeerText.Shorten(host.Tls.Problem ?? "nothing said why", ShownProblem);
            LogRegression(attempt.Message.Domain, habit.Level.Word(), habit.Messages, $"{host.Peer} no longer is: {problem}",
                wasCarried ? "was carried" : "was not carried");
        }
    }

    private bool IsNews(string domain)
    {
        var now = time.GetSteadyTime();
        lock (_gate)
        {
            if (_told.TryGetValue(domain, out var told) && now - told < Silence) return false;
            if (_told.Count >= MostDomains) _told.Clear();
            _told[domain] = now;
            return true;
        }
    }

    [LoggerMessage(EventIds.TlsRegression, LogLevel.Warning,
        "{Domain} used to be reached at level {Level} ({Messages} messages in 90 days), and {Change}; the message {Fate}. "
        + "Their server changed, or somebody is between: 'gatepost ledger --domain' shows since when")]
    private partial void LogRegression(string domain, string level, long messages, string change, string fate);
}
