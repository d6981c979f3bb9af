using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Tests.Ledger;

/// <summary>
/// How every store of the ledger must count, whatever it is built on. A new store inherits these tests by opening itself in
/// <see cref="Open"/>.
/// </summary>
public abstract class LedgerStoreContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = LedgerRowsOfTests.Noon;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Noon.UtcDateTime);

    protected ILedgerStore Store { get; private set; } = null!;

    /// <summary>Opens the store on what earlier calls of the same test have left.</summary>
    protected abstract ILedgerStore Open();

    /// <summary>Closes it.</summary>
    protected abstract Task CloseAsync(ILedgerStore store);

    public ValueTask InitializeAsync()
    {
        Store = Open();
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync(Store);
        GC.SuppressFinalize(this);
    }

    protected async Task ReopenAsync()
    {
        await CloseAsync(Store);
        Store = Open();
    }

    [Fact]
    public async Task A_message_that_took_three_attempts_counts_once_at_what_the_last_one_proved()
    {
        var message = new LedgerMessage(1);
        await AppendAsync(message.Attempt(Noon, LedgerOutcome.Deferred, Assurance.Clear));
        await AppendAsync(message.Attempt(Noon.AddMinutes(5), LedgerOutcome.Deferred, Assurance.HostVerified));
        await ReopenAsync();
        await AppendAsync(message.Attempt(Noon.AddMinutes(15), LedgerOutcome.Delivered, Assurance.Encrypted));
        var line = Assert.Single(await LinesAsync());
        Assert.Equal((MailLeg.Sent, "fog.test", MessageFate.Carried), (line.Leg, line.Domain, line.Fate));
        Assert.Equal((Assurance.Encrypted, 1L, 1000L), (line.Shown.Reached, line.Messages, line.Octets));
        Assert.Equal(Noon.AddMinutes(15), line.Last);
    }

    [Fact]
    public async Task Copies_that_travelled_differently_count_once_at_the_weakest()
    {
        var message = new LedgerMessage(1);
        await AppendAsync(message.Attempt(Noon, LedgerOutcome.Mixed, Assurance.DaneVerified, LedgerMarks.SomeDelivered));
        await AppendAsync(message.Attempt(Noon.AddHours(1), LedgerOutcome.Delivered, Assurance.Clear));
        await AppendAsync(message.Attempt(Noon.AddHours(2), LedgerOutcome.Delivered, Assurance.HostVerified));
        Assert.Equal(["Sent fog.test Carried Clear None 1"], await WordsAsync());
    }

    [Fact]
    public async Task Hosts_that_were_tried_in_vain_do_not_count()
    {
        var message = new LedgerMessage(1);
        await AppendAsync([
            .. message.Attempt(Noon, LedgerOutcome.Deferred, Assurance.Encrypted, LedgerMarks.TlsProblem, TlsReason.Expired),
            .. message.Attempt(Noon, LedgerOutcome.Delivered, Assurance.HostVerified)]);
        Assert.Equal(["Sent fog.test Carried HostVerified None 1"], await WordsAsync());
    }

    [Fact]
    public async Task Who_waits_for_TLS_is_counted_on_the_day_when_it_began_and_then_for_what_came_of_it()
    {
        var (first, second, third) = (new LedgerMessage(1), new LedgerMessage(2), new LedgerMessage(3));
        foreach (var message in (LedgerMessage[])[first, second, third])
        {
            for (var hour = 0; hour < 3; hour++)
            {
                await AppendAsync(message.Attempt(Noon.AddHours(hour), LedgerOutcome.Deferred, Assurance.Clear,
                    LedgerMarks.TlsProblem, TlsReason.NotOffered));
            }
        }

        Assert.Equal(["Sent fog.test WaitsForTls Clear NotOffered 3"], await WordsAsync());
        await ReopenAsync();
        await AppendAsync(first.Attempt(Noon.AddDays(1), LedgerOutcome.Delivered, Assurance.Encrypted));
        await AppendAsync(second.Attempt(
            Noon.AddDays(5), LedgerOutcome.Failed, Assurance.Clear, LedgerMarks.TlsProblem, TlsReason.NotOffered));
        Assert.Equal(
            [
                "Sent fog.test WaitedForTls Clear NotOffered 1", "Sent fog.test WaitedInVain Clear NotOffered 1",
                "Sent fog.test WaitsForTls Clear NotOffered 1",
            ],
            await WordsAsync(Today, Today.AddDays(1)));
        Assert.Equal(["Sent fog.test Carried Encrypted None 1"], await WordsAsync(Today.AddDays(1), Today.AddDays(2)));
        Assert.Equal(["Sent fog.test FailedForTls Clear NotOffered 1"], await WordsAsync(Today.AddDays(5), Today.AddDays(6)));
    }

    [Fact]
    public async Task A_message_that_came_for_several_destinations_came_once_and_goes_once_to_each()
    {
        LedgerMessage[] parts = [new(1), new(1, Part: 1) { Domain = "lighthouse.test" }];
        await AppendAsync([.. parts.Select(part => part.Accepted(Noon, LedgerMarks.FromInside))]);
        foreach (var part in parts) await AppendAsync(part.Attempt(Noon, LedgerOutcome.Delivered, Assurance.Encrypted));
        Assert.Equal(
            [
                "Sent fog.test Carried Encrypted None 1", "Sent lighthouse.test Carried Encrypted None 1",
                "Submitted harbour.test Carried Encrypted None 1",
            ],
            await WordsAsync());
    }

    [Fact]
    public async Task What_an_operator_drops_waits_no_more_and_bears_the_reason_for_which_it_waited()
    {
        var (first, second, third) = (new LedgerMessage(1), new LedgerMessage(2), new LedgerMessage(3));
        await AppendAsync(first.Attempt(
            Noon, LedgerOutcome.Deferred, Assurance.Clear, LedgerMarks.TlsProblem, TlsReason.NotOffered));
        await AppendAsync(second.Attempt(Noon, LedgerOutcome.Deferred, Assurance.Clear));
        await ReopenAsync();
        await AppendAsync([.. new[] { first, second, third }.Select(message => message.Dropped(Noon.AddDays(1)))]);
        Assert.Equal(
            [
                "Sent fog.test Dropped Clear None 2", "Sent fog.test Dropped Clear NotOffered 1",
                "Sent fog.test WaitedInVain Clear NotOffered 1",
            ],
            await WordsAsync());
    }

    [Fact]
    public async Task What_was_refused_at_the_door_is_counted_by_itself()
    {
        var message = new LedgerMessage(1) { Direction = MailDirection.In, Sender = "fog.test", Domain = "" };
        await AppendAsync([message.Accepted(Noon) with { Kind = LedgerKind.Refused, Outcome = LedgerOutcome.Refused }]);
        Assert.Equal(["Received fog.test Refused Encrypted None 1"], await WordsAsync());
    }

    [Fact]
    public async Task Each_leg_is_counted_by_whom_it_is_shared_with()
    {
        var incoming = new LedgerMessage(1) { Direction = MailDirection.In, Sender = "fog.test", Domain = "harbour.test" };
        await AppendAsync([incoming.Accepted(Noon)]);
        await AppendAsync(incoming.Attempt(Noon, LedgerOutcome.Delivered, Assurance.PartnerVerified));
        var colleague = new LedgerMessage(2) { Direction = MailDirection.In, Domain = "harbour.test" };
        await AppendAsync([colleague.Accepted(Noon, LedgerMarks.FromInside)]);
        Assert.Equal(
            [
                "Inward harbour.test Carried PartnerVerified None 1", "Received fog.test Carried Encrypted None 1",
                "Submitted harbour.test Carried Encrypted None 1",
            ],
            await WordsAsync());
    }

    [Fact]
    public async Task Lines_are_found_by_day_and_domain_and_added_up_by_either()
    {
        string[] domains = ["fog.test", "mail.fog.test", "lighthouse.test"];
        for (var i = 0; i < 12; i++)
        {
            var message = new LedgerMessage(i + 1) { Domain = domains[i % 3] };
            await AppendAsync(message.Attempt(Noon.AddDays(i / 6), LedgerOutcome.Delivered, Assurance.Encrypted));
        }

        Assert.Equal(["Sent mail.fog.test Carried Encrypted None 4"], await WordsAsync(domain: ".fog.test"));
        Assert.Equal(["Sent fog.test Carried Encrypted None 4"], await WordsAsync(domain: "fog.test"));
        var days = await Store.SummarizeAsync(
            new() { Since = Today, Until = Today.AddDays(9), Group = SummaryGroup.Day }, CancellationToken.None);
        Assert.Equal([(Today, 6L), (Today.AddDays(1), 6L)], days.OrderBy(d => d.Day).Select(d => (d.Day, d.Messages)));
        Assert.All(days, day => Assert.Null(day.Domain));
    }

    [Fact]
    public async Task Counts_outlive_the_rows_and_go_by_a_time_of_their_own()
    {
        for (var day = 0; day < 10; day++)
            await AppendAsync(new LedgerMessage(day + 1).Attempt(Noon.AddDays(day), LedgerOutcome.Delivered, Assurance.Encrypted));
        await Store.TrimAsync(Noon.AddDays(8), CancellationToken.None);
        Assert.Equal(["Sent fog.test Carried Encrypted None 10"], await WordsAsync());
        Assert.Equal(4, await Store.TrimSummaryAsync(Today.AddDays(4), CancellationToken.None));
        Assert.Equal(0, await Store.TrimSummaryAsync(Today.AddDays(4), CancellationToken.None));
        Assert.Equal(["Sent fog.test Carried Encrypted None 6"], await WordsAsync());
    }

    [Fact]
    public async Task A_message_whose_first_attempts_were_trimmed_is_still_one()
    {
        var message = new LedgerMessage(1);
        var tls = LedgerMarks.TlsProblem;
        await AppendAsync(message.Attempt(Noon, LedgerOutcome.Deferred, Assurance.Clear, tls, TlsReason.NotOffered));
        await AppendAsync(message.Attempt(Noon.AddDays(2), LedgerOutcome.Deferred, Assurance.Clear, tls, TlsReason.NotOffered));
        await Store.TrimAsync(Noon.AddDays(1), CancellationToken.None);
        await ReopenAsync();
        await AppendAsync(message.Attempt(Noon.AddDays(3), LedgerOutcome.Delivered, Assurance.Encrypted));
        Assert.Equal(
            ["Sent fog.test Carried Encrypted None 1", "Sent fog.test WaitedForTls Clear NotOffered 1"], await WordsAsync());
    }

    [Fact]
    public async Task A_message_leaves_a_day_that_is_gone_without_leaving_less_than_nothing()
    {
        var message = new LedgerMessage(1);
        await AppendAsync(message.Attempt(
            Noon, LedgerOutcome.Deferred, Assurance.Clear, LedgerMarks.TlsProblem, TlsReason.NotOffered));
        await Store.TrimSummaryAsync(Today.AddDays(1), CancellationToken.None);
        await AppendAsync(message.Attempt(Noon.AddDays(1), LedgerOutcome.Delivered, Assurance.Encrypted));
        Assert.Equal(
            ["Sent fog.test Carried Encrypted None 1", "Sent fog.test WaitedForTls Clear NotOffered 1"], await WordsAsync());
    }

    protected Task AppendAsync(IReadOnlyList<LedgerEntry> rows) => Store.RecordAsync(rows, CancellationToken.None);

    protected Task<IReadOnlyList<SummaryLine>> LinesAsync(DateOnly? since = null, DateOnly? until = null, string? domain = null) =>
        Store.SummarizeAsync(
            new()
            {
                Since = since ?? Today.AddDays(-1000),
                Until = until ?? Today.AddDays(1000),
                Group = SummaryGroup.Domain,
                Domain = domain,
            },
            CancellationToken.None);

    protected async Task<IEnumerable<string>> WordsAsync(DateOnly? since = null, DateOnly? until = null, string? domain = null) =>
        (await LinesAsync(since, until, domain))
            .Select(line => $"{line.Leg} {line.Domain} {line.Fate} {line.Shown.Reached} {line.Shown.Reason} {line.Messages}")
            .Order(StringComparer.Ordinal);
}
