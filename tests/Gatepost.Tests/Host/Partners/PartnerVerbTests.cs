using System.Text.Json;
using Gatepost.Configuration;
using Gatepost.Host.CommandLine;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Tests.Configuration;
using Gatepost.Tests.Delivery;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Host.Partners;

public sealed class PartnerVerbTests
{
    private static readonly PeerScript WithoutTls = new() { Offer = ["PIPELINING"] };

    private readonly FakeTimeProvider _time = new(Outgoing.Noon);

    private TestConsole Console(params SummaryLine[] summary) =>
        new(new FakeDesk { Summary = summary }.Door) { Time = _time };

    [Fact]
    public async Task An_agreement_that_can_be_met_is_written_behind_what_is_there()
    {
        await using var place = new PartnerPlace();
        var console = Console();

        var code = await console.RunAsync(place.Add("--level", "secure", "--mode", "enforce", "--name", "lighthouse",
            "--until", "2027-06-30", "--owner", "Ann \"A\" \\", "--on-failure", "hold"));

        Assert.Equal((ExitCode.Ok, ""), (code, console.Error));
        Assert.Contains("All hosts of lighthouse that were reached meet: encrypt, verify, secure.", console.Out);
        var text = File.ReadAllText(place.ConfigFile);
        Assert.StartsWith(PartnerPlace.Text + "\n\n[[partner]]\nname = \"lighthouse\"\n", text);
        var partner = Assert.Single(ConfigReader.Read(place.ConfigFile, ConfigText.NoEnvironment).Config!.Partners);
        Assert.Equal((TlsLevel.Secure, PartnerMode.Enforce, UnmetAction.Hold, "Ann \"A\" \\"),
            (partner.Tls.Level, partner.Mode, partner.OnFailure, partner.Owner));
        Assert.Equal((place.CaFile, new DateOnly(2027, 6, 30)), (partner.Tls.CaFile, partner.ValidUntil!.Value));
        Assert.DoesNotContain("MAIL FROM", string.Join('\n', place.Peer.Sessions.SelectMany(one => one.Said)));
    }

    [Fact]
    public async Task What_cannot_be_met_is_not_enforced_and_nothing_is_written()
    {
        await using var place = new PartnerPlace(WithoutTls);
        var console = Console();

        Assert.Equal(ExitCode.Refused, await console.RunAsync(place.Add("--level", "encrypt", "--mode", "enforce")));

        Assert.Contains("Enforced, this would fail: not all of their hosts meet the level encrypt; all of them meet may.", console.Out);
        Assert.Contains("Nothing was written.", console.Out);
        Assert.Equal(PartnerPlace.Text, File.ReadAllText(place.ConfigFile));
    }

    [Fact]
    public async Task It_is_enforced_anyway_with_a_reason_which_stands_in_the_row()
    {
        await using var place = new PartnerPlace(WithoutTls);

        Assert.Equal(ExitCode.Usage, await Console().RunAsync(place.Add("--level", "encrypt", "--mode", "enforce", "--anyway")));
        Assert.Equal(ExitCode.Ok, await Console().RunAsync(
            place.Add("--level", "encrypt", "--mode", "enforce", "--anyway", "--reason", "they mend it on Monday")));

        var partner = Assert.Single(ConfigReader.Read(place.ConfigFile, ConfigText.NoEnvironment).Config!.Partners);
        Assert.Equal(("they mend it on Monday", PartnerMode.Enforce), (partner.Reason, partner.Mode));
    }

    [Fact]
    public async Task Watching_needs_nothing_to_be_met()
    {
        await using var place = new PartnerPlace(WithoutTls);

        Assert.Equal(ExitCode.Ok, await Console().RunAsync(place.Add("--level", "encrypt")));

        Assert.Contains("mode = \"monitor\"", File.ReadAllText(place.ConfigFile));
    }

    [Fact]
    public async Task Print_writes_nothing()
    {
        await using var place = new PartnerPlace();
        var console = Console();

        Assert.Equal(ExitCode.Ok, await console.RunAsync(place.Add("--level", "verify", "--print")));

        Assert.Contains("[[partner]]\ndomains = [\"lighthouse.test\"]\n", console.Out);
        Assert.Equal(PartnerPlace.Text, File.ReadAllText(place.ConfigFile));
    }

    [Fact]
    public async Task A_row_that_would_make_the_file_wrong_is_not_tried_and_not_written()
    {
        await using var place = new PartnerPlace();
        var console = Console();

        Assert.Equal(ExitCode.Refused,
            await console.RunAsync("partner", "add", "-c", place.ConfigFile, "--domain", "harbour.test", "--level", "verify"));

        Assert.Contains("\"harbour.test\" is a domain of ours", console.Error);
        Assert.Equal(PartnerPlace.Text, File.ReadAllText(place.ConfigFile));
        Assert.Empty(place.Peer.Sessions);
    }

    [Fact]
    public async Task The_history_says_how_many_messages_would_have_failed_and_why()
    {
        await using var place = new PartnerPlace();
        var today = DateOnly.FromDateTime(Outgoing.Noon.UtcDateTime);
        var console = Console(
            Line(today, MailLeg.Sent, 90, TlsProofs.Tls | TlsProofs.Strong | TlsProofs.TrustedChain | TlsProofs.VerifyName),
            Line(today, MailLeg.Sent, 7, TlsProofs.Tls | TlsProofs.Strong, TlsReason.Expired),
            Line(today.AddDays(-60), MailLeg.Sent, 3, TlsProofs.None, TlsReason.NotOffered),
            Line(today, MailLeg.Received, 5, TlsProofs.None));

        var code = await console.RunAsync(place.Add("--level", "verify", "--inbound", "tls", "--mode", "enforce"));

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("last 30 days: 97 messages, 7 would have failed", console.Out);
        Assert.Contains("7 because the certificate has expired", console.Out);
        Assert.Contains("last 90 days: 100 messages, 10 would have failed", console.Out);
        Assert.Contains("5 of 5 messages from them in 30 days would have been refused", console.Out);
    }

    [Fact]
    public async Task Mail_from_a_partner_is_held_against_what_it_must_show_and_what_was_refused_is_counted()
    {
        await using var place = new PartnerPlace();
        var today = DateOnly.FromDateTime(Outgoing.Noon.UtcDateTime);
        var console = Console(
            Line(today, MailLeg.Received, 20, TlsProofs.Tls) with { Shown = new(Assurance.PartnerVerified, TlsProofs.Tls, default) },
            Line(today, MailLeg.Received, 4, TlsProofs.Tls, TlsReason.NoCertificate),
            Line(today, MailLeg.Received, 3, TlsProofs.Tls),
            Line(today, MailLeg.Received, 2, TlsProofs.None, TlsReason.NotUsed) with { Fate = MessageFate.Refused });

        await console.RunAsync(place.Add("--inbound", "certificate", "--inbound-pin", "sha256:" + new string('a', 64)));

        Assert.Contains("from them    last 30 days: 29 messages, 9 would have failed (refused: 2)", console.Out);
        Assert.Contains("4 because no certificate is shown", console.Out);
        Assert.Contains("3 because nobody asked for a client certificate then", console.Out);
        Assert.Contains("2 because it does not use the TLS that we offer", console.Out);
    }

    [Fact]
    public async Task Json_says_what_was_found_and_whether_it_was_written()
    {
        await using var place = new PartnerPlace(WithoutTls);
        var console = Console();

        await console.RunAsync(place.Add("--level", "encrypt", "--mode", "enforce", "--json"));

        using var json = JsonDocument.Parse(console.Out);
        Assert.False(json.RootElement.GetProperty("written").GetBoolean());
        Assert.Equal(1, json.RootElement.GetProperty("obstacles").GetArrayLength());
        Assert.Equal("may", json.RootElement.GetProperty("test").GetProperty("highest").GetString());
    }

    [Fact]
    public async Task List_and_show_hold_the_ledger_against_what_was_agreed()
    {
        await using var place = new PartnerPlace();
        File.AppendAllText(place.ConfigFile, """

            [[partner]]
            name = "lighthouse"
            domains = ["lighthouse.test"]
            tls = "encrypt"
            valid_until = 2026-05-31
            contact = "ann@harbour.test"
            """);
        var today = DateOnly.FromDateTime(Outgoing.Noon.UtcDateTime);
        SummaryLine[] lines =
            [Line(today, MailLeg.Sent, 2, TlsProofs.Tls), Line(today, MailLeg.Sent, 1, TlsProofs.None, TlsReason.NotOffered)];

        var list = Console(lines);
        Assert.Equal(ExitCode.Ok, await list.RunAsync("partner", "list", "-c", place.ConfigFile));
        Assert.Contains("lighthouse  ended  2026-05-31  encrypt  66.6 %  none", list.Out);
        var show = Console(lines);
        Assert.Equal(ExitCode.Ok, await show.RunAsync("partner", "show", "lighthouse.test", "-c", place.ConfigFile));
        Assert.Contains("1 because TLS is not offered", show.Out);
        Assert.Contains("contact      ann@harbour.test", show.Out);
        var unknown = Console(lines);
        Assert.Equal(ExitCode.Refused, await unknown.RunAsync("partner", "show", "fog", "-c", place.ConfigFile));
        Assert.Contains("there is no partner 'fog'; there are: lighthouse", unknown.Error);
    }

    [Theory]
    [InlineData("secure", ExitCode.Ok)]
    [InlineData("dane-only", ExitCode.Refused)]
    public async Task Test_ends_with_1_where_less_is_reached_than_was_agreed(string level, int expected)
    {
        await using var place = new PartnerPlace();
        await Console().RunAsync(place.Add("--level", level));
        var console = Console();

        Assert.Equal(expected, await console.RunAsync("partner", "test", "lighthouse.test", "-c", place.ConfigFile));

        Assert.Contains("TLSv1.3", console.Out);
        Assert.Contains($"Agreed is: {level}, which is {(expected is ExitCode.Ok ? "met" : "not met")}.", console.Out);
    }

    private static SummaryLine Line(
        DateOnly day, MailLeg leg, long messages, TlsProofs proofs, TlsReason reason = TlsReason.None)
    {
        var reached = proofs is TlsProofs.None ? Assurance.Clear : Assurance.Encrypted;
        return new()
        {
            Day = day,
            Leg = leg,
            Domain = "lighthouse.test",
            Fate = MessageFate.Carried,
            Shown = new(reached, proofs, reason),
            Messages = messages,
            Octets = 1000,
            Last = Outgoing.Noon,
        };
    }
}
