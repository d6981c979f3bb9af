using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Gatepost.Configuration;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Demo;
using Gatepost.Host.Desk;
using Gatepost.Host.Serving;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Tests.Host;

public sealed class GatewayTests : IDisposable
{
    private readonly Harbour _harbour = new();

    public void Dispose() => _harbour.Dispose();

    [Fact]
    public async Task A_message_comes_in_over_TLS_and_goes_on_over_verified_TLS_and_the_ledger_tells_both()
    {
        await using var sink = new SmtpSink(_harbour.MailCertificate);
        await using var gateway = await _harbour.StartAsync(sink.Port);
        var (code, output) = await _harbour.SendAsync(gateway);
        Assert.True(code == ExitCode.Ok, output);
        Assert.Contains("~ TLSv1.3", output, StringComparison.Ordinal);
        Assert.Contains("accepted, partner-verified", output, StringComparison.Ordinal);

        await Eventually.TrueAsync(() => Task.FromResult(!sink.Taken.IsEmpty), "the server behind the gateway has the message");
        var (overTls, content) = Assert.Single(sink.Taken);
        Assert.True(overTls);
        Assert.Matches("(?s)^Received: .*with ESMTPS.*Subject: ", content);
        await Eventually.TrueAsync(async () => (await LedgerOf(gateway)).Count == 2, "the ledger has both rows");
        var rows = await LedgerOf(gateway);
        Assert.Equal([LedgerKind.Attempt, LedgerKind.Accepted], rows.Select(row => row.Kind));
        Assert.Equal([Assurance.PartnerVerified, Assurance.Encrypted], rows.Select(row => row.Tls.Reached));
        Assert.Equal(LedgerOutcome.Delivered, rows[0].Outcome);
        await Eventually.TrueAsync(async () => (await gateway.Queue.SummarizeAsync(default)).Entries == 0, "the queue is empty");
    }

    [Fact]
    public async Task What_waits_survives_a_restart_and_the_operator_can_send_it_on()
    {
        var port = FreePorts.Take();
        QueueId id;
        await using (var first = await _harbour.StartAsync(port))
        {
            Assert.Equal(ExitCode.Ok, (await _harbour.SendAsync(first)).ExitCode);
            await Eventually.TrueAsync(
                async () => (await first.Queue.ListAsync(new QueueFilter(), default)) is [{ Attempts: 1 }],
                    "the first attempt has failed");
            id = Assert.Single(await first.Queue.ListAsync(new QueueFilter(), default)).Id;
        }

        _harbour.WriteConfigFile();
        var console = Console();
        Assert.Equal(ExitCode.Ok, await console.RunAsync("queue", "list", "-c", _harbour.ConfigFile));
        Assert.Contains(id.ToString(), console.Out, StringComparison.Ordinal);

        await using var sink = new SmtpSink(_harbour.MailCertificate, port);
        await using var second = await _harbour.StartAsync(port);
        Assert.Equal(id, Assert.Single(await second.Queue.ListAsync(new QueueFilter(), default)).Id);
        Assert.Equal(ExitCode.Ok, await Console().RunAsync("queue", "retry", id.ToString(), "-c", _harbour.ConfigFile));
        await Eventually.TrueAsync(() => Task.FromResult(!sink.Taken.IsEmpty), "the server behind the gateway has the message");
    }

    [Fact]
    public async Task The_report_of_a_running_gateway_is_that_of_its_folder_when_it_has_stopped()
    {
        await using var sink = new SmtpSink(_harbour.MailCertificate);
        _harbour.WriteConfigFile();
        var (running, stopped) = (Console(), Console());
        string[] report = ["report", "--json", "--days", "2", "-c", _harbour.ConfigFile];
        string[] rehearsal = ["report", "rehearse", "--level", "encrypt", "--direction", "in", "--days", "2", "-c", _harbour.ConfigFile];
        await using (var gateway = await _harbour.StartAsync(sink.Port))
        {
            Assert.Equal(ExitCode.Ok, (await _harbour.SendAsync(gateway)).ExitCode);
            await Eventually.TrueAsync(async () => (await LedgerOf(gateway)).Count == 2, "the ledger has both rows");
            Assert.Equal(ExitCode.Ok, await running.RunAsync(report));
            Assert.Equal(ExitCode.Ok, await running.RunAsync(rehearsal));
        }

        Assert.Equal(ExitCode.Ok, await stopped.RunAsync(report));
        Assert.Equal(ExitCode.Ok, await stopped.RunAsync(rehearsal));
        Assert.Contains("Of 1 message that came in, 1 came over TLS, and none in clear text.", running.Out, StringComparison.Ordinal);
        Assert.Contains("would have refused none of 1 message", running.Out, StringComparison.Ordinal);
        Assert.Equal(Timeless(running.Out), Timeless(stopped.Out));

        static string Timeless(string json) => Regex.Replace(json, "\"made_at\": \"[^\"]*\"", "");
    }

    [Fact]
    [Trait("Statement", "C2S-08")]
    public async Task Where_TLS_is_asked_and_not_offered_send_says_nothing_of_the_message()
    {
        var config = _harbour.Config(FreePorts.Take());
        config = config with { Listeners = [config.Listeners[0] with { StartTls = false }] };
        await using var gateway = await Gateway.StartAsync(
            new FixedConfig(config), new GatewaySurroundings(), TestContext.Current.CancellationToken);
        var (code, output) = await _harbour.SendAsync(gateway);
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("STARTTLS is not offered, and --tls asks for it: nothing was sent", output, StringComparison.Ordinal);
        Assert.DoesNotContain("MAIL FROM", output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Statement", "C2S-08")]
    public async Task A_certificate_that_does_not_fit_ends_send_before_the_envelope_is_told()
    {
        await using var gateway = await _harbour.StartAsync(FreePorts.Take());
        var (code, output) = await _harbour.SendAsync(gateway, "mx.lighthouse.test");
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("nothing was sent", output, StringComparison.Ordinal);
        Assert.DoesNotContain("MAIL FROM", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_and_metrics_are_served_on_loopback_and_the_desk_is_not()
    {
        await using var gateway = await _harbour.StartAsync(FreePorts.Take());
        using var http = new HttpClient { BaseAddress = new Uri($"http://{gateway.Admin}/") };
        var none = TestContext.Current.CancellationToken;
        Assert.Equal("live\n", await http.GetStringAsync(new Uri("health/live", UriKind.Relative), none));
        var ready = await http.GetStringAsync(new Uri("health/ready", UriKind.Relative), none);
        Assert.Contains("\"status\": \"ok\"", ready, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"certificate mx\"", ready, StringComparison.Ordinal);
        using var desk = await http.PostAsync(new Uri("desk/queue", UriKind.Relative), new StringContent("{}"), none);
        Assert.Equal(HttpStatusCode.NotFound, desk.StatusCode);
        Assert.Equal(ExitCode.Ok, (await _harbour.SendAsync(gateway)).ExitCode);
        var metrics = await http.GetStringAsync(new Uri("metrics", UriKind.Relative), none);
        Assert.Contains("gatepost_queue_entries", metrics, StringComparison.Ordinal);
        Assert.Contains("gatepost_storage_commit_duration_seconds_bucket", metrics, StringComparison.Ordinal);
        Assert.Matches("gatepost_inbound_messages.*encrypted", metrics);
    }

    [Fact]
    public async Task When_it_stops_an_open_session_gets_421_and_nobody_waits_for_it()
    {
        await using var gateway = await _harbour.StartAsync(FreePorts.Take());
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Listeners[0].EndPoint, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("220 ", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await gateway.StopAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("421 ", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(gateway.Carrying.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Only_its_owner_may_open_the_desk()
    {
        if (OperatingSystem.IsWindows()) return;
        await using var gateway = await _harbour.StartAsync(FreePorts.Take());
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Path.Combine(_harbour.Data, "run")) & Others);
        Assert.True(File.Exists(Path.Combine(_harbour.Data, "run", "desk.sock")));
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_folder_is_told_who_has_it()
    {
        await using var gateway = await _harbour.StartAsync(FreePorts.Take());
        var fault = await Assert.ThrowsAnyAsync<IOException>(() => _harbour.StartAsync(FreePorts.Take()));
        Assert.Contains("in use", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_remedy_and_leaves_nothing_behind()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = (IPEndPoint)other.LocalEndpoint;
        var config = _harbour.Config(FreePorts.Take());
        config = config with { Listeners = [config.Listeners[0] with { Addresses = [taken] }] };
        var trouble = await Assert.ThrowsAsync<Trouble>(
            () => Gateway.StartAsync(new FixedConfig(config), new GatewaySurroundings(), TestContext.Current.CancellationToken));
        Assert.StartsWith($"cannot listen on {taken}: address already in use", trouble.Message, StringComparison.Ordinal);
        Assert.Contains("ss -ltnp", trouble.Message, StringComparison.Ordinal);
        await using var gateway = await _harbour.StartAsync(FreePorts.Take());
    }

    [Fact]
    public async Task An_address_that_this_machine_does_not_have_is_named_with_the_remedy()
    {
        var config = _harbour.Config(FreePorts.Take());
        var nowhere = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 2525);
        config = config with { Listeners = [config.Listeners[0] with { Addresses = [nowhere] }] };
        var trouble = await Assert.ThrowsAsync<Trouble>(
            () => Gateway.StartAsync(new FixedConfig(config), new GatewaySurroundings(), TestContext.Current.CancellationToken));
        Assert.StartsWith("cannot listen on 192.0.2.1:2525: ", trouble.Message, StringComparison.Ordinal);
        Assert.Contains("no interface of this machine has that address", trouble.Message, StringComparison.Ordinal);
    }

    private static Task<IReadOnlyList<LedgerEntry>> LedgerOf(Gateway gateway) =>
        gateway.Ledger.QueryAsync(new LedgerQuery(), TestContext.Current.CancellationToken);

    private static TestConsole Console() => new((file, token) => FolderDesk.OpenAsync(file, TimeProvider.System, token));
}
