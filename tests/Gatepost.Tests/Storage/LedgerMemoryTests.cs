using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Storage;
using Gatepost.Storage.Sqlite;
using Gatepost.Tests.Fakes;
using Gatepost.Tests.Ledger;
using Gatepost.Tests.Storage.Sqlite;
using Gatepost.TlsPolicy;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Tests.Storage;

public sealed class LedgerMemoryTests : IAsyncDisposable
{
    private const TlsProofs Verified = TlsProofs.Tls | TlsProofs.Strong | TlsProofs.TrustedChain | TlsProofs.VerifyName;

    private readonly TempFolder _folder = new();
    private readonly JumpingClock _clock = new(LedgerRowsOfTests.Noon);
    private readonly SqliteLedgerStore _ledger;
    private readonly LedgerMemory _memory;
    private long _number = 1 << 20;

    public LedgerMemoryTests()
    {
        _ledger = SqliteStores.Ledger(_folder.Path);
        _memory = new(_ledger, _clock, NullLogger<LedgerMemory>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private Task SentAsync(int messages, TlsProofs proofs, double daysAgo = 2, LedgerOutcome outcome = LedgerOutcome.Delivered) =>
        WriteAsync(messages, daysAgo, row => row with
        {
            Outcome = outcome,
            Tls = proofs is TlsProofs.None ? TlsFacts.Clear() : row.Tls with { Proofs = proofs },
        });

    private async Task WriteAsync(int messages, double daysAgo, Func<LedgerEntry, LedgerEntry> change)
    {
        for (var i = 0; i < messages; i++)
        {
            var row = LedgerRowsOfTests.Row(LedgerRowsOfTests.Noon.AddDays(-daysAgo)) with { QueueId = new QueueId(++_number << 10) };
            await _ledger.RecordAsync([change(row)], CancellationToken.None);
        }
    }

    private ValueTask<DomainHabit?> RecallAsync() => _memory.RecallAsync("lighthouse.test", CancellationToken.None);

    [Fact]
    public async Task What_nearly_all_deliveries_proved_is_a_habit()
    {
        await SentAsync(18, Verified);
        await SentAsync(2, TlsProofs.Tls);

        var habit = await RecallAsync();

        Assert.Equal(new DomainHabit(Verified, 20, LedgerRowsOfTests.Noon.AddDays(-2)), habit);
        Assert.Equal(TlsLevel.Verify, habit!.Level);
    }

    [Fact]
    public async Task What_fewer_proved_is_none()
    {
        await SentAsync(8, Verified);
        await SentAsync(2, TlsProofs.Tls);

        Assert.Equal(TlsLevel.Encrypt, (await RecallAsync())!.Level);
    }

    [Fact]
    public async Task Four_messages_are_no_habit()
    {
        await SentAsync(4, Verified);

        Assert.Null(await RecallAsync());
    }

    [Fact]
    public async Task Today_does_not_count_nor_what_is_long_ago()
    {
        await SentAsync(5, Verified);
        await SentAsync(50, TlsProofs.None, daysAgo: 0.1);
        await SentAsync(50, TlsProofs.None, daysAgo: 100);

        Assert.Equal((TlsLevel.Verify, 5), ((await RecallAsync())!.Level, (await RecallAsync())!.Messages));
    }

    [Fact]
    public async Task What_strangers_say_and_what_never_arrived_is_not_remembered()
    {
        await SentAsync(5, Verified);
        await SentAsync(50, TlsProofs.None, outcome: LedgerOutcome.Deferred);
        await WriteAsync(50, 2, row => row with
        {
            Kind = LedgerKind.Accepted,
            Direction = MailDirection.In,
            Outcome = LedgerOutcome.Accepted,
            SenderDomain = "lighthouse.test",
            RecipientDomain = "harbour.test",
            Tls = TlsFacts.Clear(),
        });

        Assert.Equal(TlsLevel.Verify, (await RecallAsync())!.Level);
    }

    [Fact]
    public async Task It_is_read_again_after_an_hour_while_what_was_known_serves_on()
    {
        await SentAsync(5, TlsProofs.Tls);
        Assert.Equal(5, (await RecallAsync())!.Messages);
        await SentAsync(5, TlsProofs.Tls);
        Assert.Equal(5, (await RecallAsync())!.Messages);

        _clock.Advance(TimeSpan.FromHours(1));

        await Gatepost.Tests.Host.Eventually.TrueAsync(async () => (await RecallAsync())!.Messages == 10, "it is read again");
    }

    [Fact]
    public async Task It_is_read_again_after_an_hour_though_the_clock_was_set_back()
    {
        _clock.Jump(TimeSpan.FromDays(1));
        await SentAsync(5, TlsProofs.Tls);
        Assert.Equal(5, (await RecallAsync())!.Messages);
        await SentAsync(5, TlsProofs.Tls);
        _clock.Jump(TimeSpan.FromDays(-1));

        _clock.Advance(TimeSpan.FromHours(1));

        await Gatepost.Tests.Host.Eventually.TrueAsync(async () => (await RecallAsync())!.Messages == 10, "it is read again");
    }
}
