using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Host;
using Gatepost.Host.Admin;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Tests.Host;

public sealed class HousekeeperTests
{
    private readonly JumpingClock _time = new(Rows.Noon);
    private readonly Ledger _ledger = new();
    private readonly Desk _desk = new();

    [Fact]
    public async Task The_ledger_is_trimmed_by_its_retention_once_an_hour()
    {
        using var stop = new CancellationTokenSource();
        var running = Start(stop.Token, out _);
        await Eventually.TrueAsync(() => Task.FromResult(_desk.Looks == 1), "it looked");
        Assert.Empty(_ledger.Trims); // nobody knows yet whether the clock is right
        _time.Advance(TimeSpan.FromHours(1));
        await Eventually.TrueAsync(() => Task.FromResult(_ledger.Trims.Count == 1), "it trims");
        var looks = _desk.Looks;
        _time.Advance(TimeSpan.FromMinutes(30));
        await Eventually.TrueAsync(() => Task.FromResult(_desk.Looks > looks), "it looked again");
        Assert.Single(_ledger.Trims);
        _time.Advance(TimeSpan.FromMinutes(31));
        await Eventually.TrueAsync(() => Task.FromResult(_ledger.Trims.Count == 2), "it trims an hour later");
        var retention = TimeSpan.FromDays(400);
        Assert.Equal(Rows.Noon.AddHours(1) - retention, _ledger.Trims[0]);
        var later = Rows.Noon + TimeSpan.FromHours(2) - retention;
        Assert.InRange(_ledger.Trims[1], later, later + TimeSpan.FromMinutes(1));
        Assert.Equal(2, _ledger.SummaryTrims.Count);
        Assert.Equal(DateOnly.FromDateTime((Rows.Noon - TimeSpan.FromDays(1825)).UtcDateTime), _ledger.SummaryTrims[0]);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_clock_that_jumped_removes_nothing_from_the_ledger()
    {
        using var stop = new CancellationTokenSource();
        var running = Start(stop.Token, out _);
        _time.Advance(TimeSpan.FromHours(1));
        await Eventually.TrueAsync(() => Task.FromResult(_ledger.Trims.Count == 1), "it trims");
        _time.Advance(TimeSpan.FromMinutes(40));
        _time.Jump(TimeSpan.FromDays(365));
        var looks = _desk.Looks;
        _time.Advance(TimeSpan.FromMinutes(30));
        await Eventually.TrueAsync(() => Task.FromResult(_desk.Looks > looks), "it looked");
        Assert.Single(_ledger.Trims);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_database_that_fails_does_not_end_the_rounds()
    {
        _desk.Fails = true;
        using var stop = new CancellationTokenSource();
        var running = Start(stop.Token, out var sight);
        await Eventually.TrueAsync(() => Task.FromResult(_desk.Looks == 1), "it looked");
        _desk.Fails = false;
        _time.Advance(TimeSpan.FromSeconds(6));
        await Eventually.TrueAsync(() => Task.FromResult(sight.Latest.Held.Entries == 7), "it saw the queue");
        await stop.CancelAsync();
        await running;
    }

    private Task Start(CancellationToken stop, out QueueSight sight)
    {
        using var meters = new TestMeters();
        sight = new QueueSight(meters, _time);
        var config = new FixedConfig(new GatepostConfig { Hostname = "mx.harbour.test", DataDirectory = "/nowhere" });
        return new Housekeeper(config, new HousekeeperRounds(_desk, _ledger, sight, new(_time, NullLogger<ClockWatch>.Instance)), _time, NullLogger<Housekeeper>.Instance).RunAsync(stop);
    }

    private sealed class Desk : IQueueDesk
    {
        public int Looks { get; private set; }

        public bool Fails { get; set; }

        public Task<QueueSummary> SummarizeAsync(CancellationToken cancellationToken)
        {
            Looks++;
            return Fails
                ? throw new IOException("the disk is gone")
                : Task.FromResult(new QueueSummary(default, default, default, new QueueTally(7, Rows.Noon)));
        }

        public Task<IReadOnlyList<QueuedMessage>> ListAsync(QueueFilter filter, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> ApplyAsync(QueueFilter filter, QueueAction action, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> DropAsync(
            QueueFilter filter, Func<IReadOnlyList<QueuedMessage>, Task> record, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<int> WaiveAsync(QueueFilter filter, PolicyWaiver waiver, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }

    private sealed class Ledger : ILedgerStore
    {
        public Heard<DateTimeOffset> Trims { get; } = new();

        public Heard<DateOnly> SummaryTrims { get; } = new();

        public Task<long> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken)
        {
            Trims.Add(before);
            return Task.FromResult(0L);
        }

        public Task<long> TrimSummaryAsync(DateOnly before, CancellationToken cancellationToken)
        {
            SummaryTrims.Add(before);
            return Task.FromResult(0L);
        }

        public Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task RecordAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<LedgerEntry>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
