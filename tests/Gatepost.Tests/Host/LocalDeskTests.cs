using Gatepost.Configuration;
using Gatepost.Host.Desk;
using Gatepost.Host.Serving;
using Gatepost.Ledger;
using Gatepost.Reporting;
using Gatepost.Spool;
using Gatepost.Tests.Ledger;
using Gatepost.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host;

public sealed class LocalDeskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(LedgerRowsOfTests.Noon);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_dropped_is_in_the_ledger_with_the_reason_and_waits_no_more_in_reports()
    {
        using var meters = new TestMeters();
        var config = new FixedConfig(new GatepostConfig { Hostname = "mx.harbour.test", DataDirectory = _folder.Path });
        await using var stores = Stores.Open(config, _time, NullLoggerFactory.Instance, meters);
        var desk = new LocalDesk(stores.Spool, stores.Ledger, config, _time);
        var message = await TestMail.MakeAsync(stores.Spool, "fog.test", _time.GetUtcNow());
        await stores.Spool.CommitAsync([message], CancellationToken.None);
        var attempt = new LedgerMessage(message.Id.Value >> 10).Attempt(_time.GetUtcNow(), LedgerOutcome.Deferred,
            Gatepost.Messages.Assurance.Clear, LedgerMarks.TlsProblem, Gatepost.Messages.TlsReason.NotOffered);
        await stores.Ledger.RecordAsync(attempt, CancellationToken.None);
        Assert.Equal((1, 0), await OutAsync(desk));
        _time.Advance(TimeSpan.FromHours(1));

        var order = new QueueOrder(new QueueFilter(), QueueAction.Drop) { Word = "dropped by ann: sent twice" };
        Assert.Equal(1, await desk.ApplyAsync(order, TestContext.Current.CancellationToken));

        var rows = await desk.QueryAsync(new LedgerQuery { Message = message.Id }, TestContext.Current.CancellationToken);
        Assert.Equal(("dropped", "dropped", "dropped by ann: sent twice", "fog.test", false),
            (rows[0].Kind, rows[0].Outcome, rows[0].Reply, rows[0].RecipientDomain, rows[0].Carried));
        Assert.Equal((0, 1), await OutAsync(desk));
    }

    private async Task<(long Waits, long Dropped)> OutAsync(LocalDesk desk)
    {
        var today = Legs.DayOf(_time.GetUtcNow());
        var report = await desk.ReportAsync(
            new ReportQuery { Period = new Period(today, today.AddDays(1)) }, TestContext.Current.CancellationToken);
        Assert.Equal((report.Out.WaitsForTls, report.Out.Dropped), report.Troubles.Rows.Aggregate(
            (0L, 0L), static (sum, row) => (sum.Item1 + row.Waiting, sum.Item2 + row.Dropped)));
        return (report.Out.WaitsForTls, report.Out.Dropped);
    }
}
