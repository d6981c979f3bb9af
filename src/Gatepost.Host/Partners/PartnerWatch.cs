using System.Diagnostics.Metrics;
using Gatepost.Configuration;
using Gatepost.Configuration.Checks;
using Gatepost.Messages;
using Gatepost.Protocols.Text;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Partners;

/// <summary>
/// Tries all partners once a night, and raises the alarm where one has become worse than the night before: in the log, in the
/// metrics, and by one mail to the postmaster for each drop.
/// </summary>
/// <remarks>
/// Of a partner whose hosts are down nothing is known: that is told, and what was known before stays.
/// </remarks>
internal sealed partial class PartnerWatch
{
    private const int Night = 3; // by the local clock, when little mail goes

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    private readonly PartnerTester _tester;
    private readonly PartnerWatchNeeds _needs;
    private readonly Counter<long> _drops;
    private readonly ILogger<PartnerWatch> _logger;

    public PartnerWatch(PartnerTester tester, PartnerWatchNeeds needs, IMeterFactory meters, ILogger<PartnerWatch> logger)
    {
        (_tester, _needs, _logger) = (tester, needs, logger);
        _drops = meters.Create("Gatepost").CreateCounter<long>("gatepost.partner.drops", "{drop}",
            "Partners whose hosts met less in the nightly test than the night before");
    }

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, _needs.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                if (IsDue()) await TestAllAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // We are stopping.
        }
    }

    /// <summary>Tries all partners now.</summary>
    public async Task TestAllAsync(CancellationToken stop)
    {
        var config = _needs.Config.Current;
        var known = _needs.Memory.Read();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var partner in config.Partners)
        {
            TellOfEnd(partner);
            if (!partner.CoversOut || partner.Domains.All(static domain => domain.StartsWith('.'))) continue;
            var before = known.GetValueOrDefault(partner.Name);
            try
            {
                var test = await _tester.TestAsync(config, partner, stop);
                if ((test.Highest ?? before) is { } level) found[partner.Name] = level;
                await JudgeAsync(config, partner, test, before, stop);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                if (before is not null) found[partner.Name] = before;
                LogPartnerTestFailed(Show(partner.Name), fault);
            }
        }

        try
        {
            _needs.Memory.Write(found);
        }
        catch (IOException fault)
        {
            LogPartnersNotKept(fault);
        }
    }

    private async Task JudgeAsync(
        GatepostConfig config, PartnerConfig partner, PartnerTest test, string? before, CancellationToken stop)
    {
        var name = Show(partner.Name);
        if (test.Highest is not { } now)
        {
            LogNotReached(name);
            return;
        }

        LogTested(name, now, partner.Tls.Level.Word());
        if (before is null || TlsLevels.Stricter(LevelOf(now), LevelOf(before)) == LevelOf(now)) return;
        var problem = test.Hosts.FirstOrDefault(host => !host.IsDown && !host.Levels.Contains(before))?.Problem;
        LogPartnerDropped(name, before, now, PeerText.Shorten(problem ?? "nothing said why"));
        _drops.Add(1);
        var letter = await DropLetter.SendAsync(
            _needs.Spool, config, new PartnerDrop(test, before, partner), stop);
        if (letter is { } id) LogTold(name, id);
    }

    private void TellOfEnd(PartnerConfig partner)
    {
        var now = _needs.Clock.GetUtcNow();
        if (partner.Mode is not PartnerMode.Enforce || partner.ValidUntil is not { } last) return;
        if (partner.HasEnded(now)) LogEnded(Show(partner.Name), last);
        else if (partner.HasEnded(now.AddDays(PartnerTermChecks.Notice))) LogEnds(Show(partner.Name), last);
    }

    private bool IsDue()
    {
        var now = _needs.Clock.GetLocalNow();
        if (now.Hour < Night) return false;
        // A clock that was ahead may have written a later day.
        return _needs.Memory.WrittenAt is not { } last
            || TimeZoneInfo.ConvertTime(last, _needs.Clock.LocalTimeZone).Date != now.Date;
    }

    private static TlsLevel LevelOf(string word) => Enum.GetValues<TlsLevel>().FirstOrDefault(level => level.Word() == word);

    private static string Show(string name) => PeerText.Escape(name);

    [LoggerMessage(HostEvents.PartnerTested, LogLevel.Information,
        "partner {Partner}: all hosts that were reached meet {Level}; agreed is {Agreed}")]
    private partial void LogTested(string partner, string level, string agreed);

    [LoggerMessage(HostEvents.PartnerDropped, LogLevel.Warning,
        "partner {Partner}: all hosts met {Before}, and now no more than {Now}: {Problem}; "
        + "'gatepost partner test' tries it again")]
    private partial void LogPartnerDropped(string partner, string before, string now, string problem);

    [LoggerMessage(HostEvents.PartnerNotReached, LogLevel.Warning,
        "partner {Partner}: none of its hosts was reached in the nightly test; what was known of it stays")]
    private partial void LogNotReached(string partner);

    [LoggerMessage(HostEvents.PartnerTestFailed, LogLevel.Error, "partner {Partner}: the nightly test failed inside Gatepost")]
    private partial void LogPartnerTestFailed(string partner, Exception fault);

    [LoggerMessage(HostEvents.PartnerTold, LogLevel.Information, "partner {Partner}: the postmaster is told, as {QueueId}")]
    private partial void LogTold(string partner, QueueId queueId);

    [LoggerMessage(HostEvents.PartnerEnded, LogLevel.Warning,
        "partner {Partner}: the agreement ended on {Day:yyyy-MM-dd}; it is only watched until valid_until says a later day")]
    private partial void LogEnded(string partner, DateOnly day);

    [LoggerMessage(HostEvents.PartnerEnds, LogLevel.Warning,
        "partner {Partner}: the agreement ends after {Day:yyyy-MM-dd}, and is only watched then")]
    private partial void LogEnds(string partner, DateOnly day);

    [LoggerMessage(HostEvents.PartnersNotKept, LogLevel.Error,
        "what the nightly test of partners found cannot be kept; the next one does not know what was before")]
    private partial void LogPartnersNotKept(Exception fault);
}
