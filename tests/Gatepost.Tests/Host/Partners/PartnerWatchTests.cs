using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Host.Check;
using Gatepost.Host.Partners;
using Gatepost.Messages;
using Gatepost.Tests.Delivery;
using Gatepost.Tests.Dns;
using Gatepost.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host.Partners;

public sealed class PartnerWatchTests
{
    private readonly FakeTimeProvider _time = new(Outgoing.Noon);
    private readonly ListLogger<PartnerWatch> _log = new();
    private readonly FakeSpool _spool = new();

    private PartnerWatch Watch(PartnerPlace place, PartnerConfig partner)
    {
        var config = new GatepostConfig
        {
            Hostname = "mx.harbour.test",
            DataDirectory = place.DataFolder,
            Domains = [new() { Name = "harbour.test", NextHop = new("127.0.0.1", 1) }],
            Partners = [partner],
            Postmaster = "postmaster@harbour.test",
        };
        using var meters = new TestMeters();
        var rooms = new CheckRooms(
            new ZoneResolver(), new TestAnchors(), new StsMetrics(meters), _time, NullLoggerFactory.Instance);
        return new PartnerWatch(
            new PartnerTester(rooms.Under),
            new PartnerWatchNeeds(new FixedConfig(config), _spool, new PartnerMemory(place.DataFolder), _time), meters, _log);
    }

    private static Task TestAsync(PartnerWatch watch) => watch.TestAllAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_partner_that_is_as_good_as_before_is_no_news()
    {
        await using var place = new PartnerPlace();
        var watch = Watch(place, place.Row(TlsLevel.Verify));

        await TestAsync(watch);
        await TestAsync(watch);

        Assert.Equal("secure", new PartnerMemory(place.DataFolder).Read()["lighthouse"]);
        Assert.Equal(2, _log.Lines.Count(line => line.Contains("meet secure; agreed is verify", StringComparison.Ordinal)));
        Assert.Empty(_spool.Messages);
    }

    [Fact]
    public async Task A_drop_is_told_in_the_log_and_by_one_mail_to_the_postmaster()
    {
        await using var place = new PartnerPlace(new PeerScript { Offer = ["PIPELINING"] });
        new PartnerMemory(place.DataFolder).Write(new() { ["lighthouse"] = "secure" });
        var watch = Watch(place, place.Row(TlsLevel.Verify));

        await TestAsync(watch);
        await TestAsync(watch);

        Assert.Single(_log.Lines, line => line.StartsWith(
            "Warning: partner lighthouse: all hosts met secure, and now no more than may: STARTTLS is not offered", StringComparison.Ordinal));
        var message = Assert.Single(Assert.Single(_spool.Messages));
        Assert.Equal(("<>", "postmaster@harbour.test", MailDirection.In),
            (message.Envelope.Sender, message.Envelope.Recipients[0].Address.ToString(), message.Direction));
        var text = FakeSpool.TextOf(message);
        Assert.Contains("Subject: Encryption with the partner lighthouse has become worse: secure, now may\r\n", text);
        Assert.Contains("Agreed is: verify.\r\n", text);
        Assert.Contains("STARTTLS is not offered", text);
        Assert.Contains("gatepost partner test \"lighthouse\"", text);
    }

    [Theory]
    [InlineData(PartnerMode.Enforce, UnmetAction.Defer, TlsLevel.Verify, "waits, and its sender is told")]
    [InlineData(PartnerMode.Enforce, UnmetAction.Hold, TlsLevel.Verify, "is held, and its sender is told")]
    [InlineData(PartnerMode.Enforce, UnmetAction.Bounce, TlsLevel.Verify, "goes back to its sender")]
    [InlineData(PartnerMode.Monitor, UnmetAction.Defer, TlsLevel.Verify, "only watched, so its mail goes on")]
    [InlineData(PartnerMode.Enforce, UnmetAction.Defer, TlsLevel.May, "still met, so its mail goes on")]
    public async Task The_mail_says_what_comes_of_the_drop(PartnerMode mode, UnmetAction action, TlsLevel level, string words)
    {
        await using var place = new PartnerPlace(new PeerScript { Offer = ["PIPELINING"] });
        new PartnerMemory(place.DataFolder).Write(new() { ["lighthouse"] = "secure" });

        await TestAsync(Watch(place, place.Row(level) with { Mode = mode, OnFailure = action }));

        Assert.Contains(words, FakeSpool.TextOf(Assert.Single(Assert.Single(_spool.Messages))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_partner_that_is_down_what_was_known_stays()
    {
        var place = new PartnerPlace();
        new PartnerMemory(place.DataFolder).Write(new() { ["lighthouse"] = "secure" });
        var watch = Watch(place, place.Row(TlsLevel.Verify));
        await place.Peer.DisposeAsync();

        await TestAsync(watch);

        Assert.Equal("secure", new PartnerMemory(place.DataFolder).Read()["lighthouse"]);
        Assert.Contains(_log.Lines, line => line.Contains("none of its hosts was reached", StringComparison.Ordinal));
        Assert.Empty(_spool.Messages);
        await place.DisposeAsync();
    }

    [Theory]
    [InlineData("2026-05-31", "the agreement ended on 2026-05-31")]
    [InlineData("2026-06-20", "the agreement ends after 2026-06-20")]
    public async Task The_end_of_an_agreement_is_told_of_every_night(string day, string words)
    {
        await using var place = new PartnerPlace();
        var row = place.Row(TlsLevel.Verify) with
        {
            Directions = PartnerDirections.In,
            ValidUntil = DateOnly.ParseExact(day, "yyyy-MM-dd"),
        };

        await TestAsync(Watch(place, row));

        Assert.Contains(words, Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_begins_by_itself_and_by_night()
    {
        await using var place = new PartnerPlace();
        using var stop = new CancellationTokenSource();
        var running = Watch(place, place.Row(TlsLevel.Verify)).RunAsync(stop.Token);

        _time.Advance(TimeSpan.FromMinutes(10));

        await Eventually.TrueAsync(
            () => Task.FromResult(new PartnerMemory(place.DataFolder).Read().ContainsKey("lighthouse")), "all were tried");
        await stop.CancelAsync();
        await running;
    }
}
