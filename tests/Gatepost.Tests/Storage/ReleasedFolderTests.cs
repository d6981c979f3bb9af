using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Gatepost.Configuration;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Demo;
using Gatepost.Host.Desk;
using Gatepost.Host.Serving;
using Gatepost.Spool;
using Gatepost.Storage.Sqlite;
using Gatepost.Tests.Host;
using Gatepost.Tests.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Storage;

/// <summary>
/// Data outlives code: folders as earlier versions wrote them (<c>Released/make.sh</c>), each with what that version said of it.
/// </summary>
public sealed class ReleasedFolderTests : IDisposable
{
    private const string Folder = "tests/Gatepost.Tests/Storage/Released", Ending = ".tar.gz";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf(Folder), $"*{Ending}")
            .Select(static path => Path.GetFileName(path)[..^Ending.Length]).Order(StringComparer.Ordinal),
    ];

    private string Data => Path.Combine(_folder.Path, "data");

    private string ConfigPath => Path.Combine(_folder.Path, "gatepost.toml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_is_a_folder_of_each_version_of_each_schema()
    {
        var seen = Names.SelectMany(name => Versions((string)name)).ToHashSet();
        Findings.AssertNone(
            from one in (IEnumerable<(string Name, SqliteSchema Schema)>)
                [("spool.db", SpoolSchema.Versions), ("ledger.db", LedgerSchema.Versions), ("state.db", StateSchema.Versions)]
            from version in Enumerable.Range(1, one.Schema.Newest)
            where !seen.Contains((one.Name, version))
            select $"{one.Name} version {version}: make it with {Folder}/make.sh before the schema changes");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task All_that_a_version_said_of_its_folder_is_still_said(string name)
    {
        Unpack(name);
        WriteConfig(25);

        var queue = await PrintAsync("queue", "list", "--json");
        var ledger = await PrintAsync("ledger", "--json", "--limit", "1000");

        Findings.AssertNone([
            .. Lost("queue", Read($"{name}.queue.json"), queue), .. Lost("ledger", Read($"{name}.ledger.json"), ledger),
        ]);
        var parts = await PrintAsync("data", "check", "--json");
        Assert.All(parts.EnumerateArray(), static part => Assert.Equal("ok", part.GetProperty("state").GetString()));
        await PrintAsync("report", "--json", "--since", "2026-11-24", "--until", "2026-11-25");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task All_that_waited_in_it_is_delivered_whole(string name)
    {
        Unpack(name);
        using var harbour = new Harbour();
        await using var sink = new SmtpSink(harbour.MailCertificate);
        await using var gateway = await Gateway.StartAsync(
            new FixedConfig(Config(sink.Port)), new GatewaySurroundings(), TestContext.Current.CancellationToken);
        var waiting = (await gateway.Queue.ListAsync(new QueueFilter(), default)).Count;

        await gateway.Queue.ApplyAsync(new QueueFilter(), QueueAction.Release, default);
        await gateway.Queue.ApplyAsync(new QueueFilter(), QueueAction.Retry, default);

        await Eventually.TrueAsync(async () => (await gateway.Queue.SummarizeAsync(default)).Entries == 0, "all is carried off");
        var bodies = sink.Taken.Select(static taken => taken.Content[(taken.Content.IndexOf("Subject: ", StringComparison.Ordinal))..]);
        Assert.Equal(4, waiting);
        Assert.Equal(new[] { 2, 5000, 3, 4 }.Select(lines => Message(name, lines)).Order(StringComparer.Ordinal),
            bodies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_remembered_of_others_is_still_known()
    {
        foreach (string name in Names)
        {
            if (!Versions(name).Any(static version => version.Name == "state.db")) continue;
            Unpack(name);
            await using var store = SqliteStateStore.Open(
                Data, new FakeTimeProvider(), NullLogger<SqliteStateStore>.Instance, SqliteStores.Metrics());
            var policy = await store.FindAsync("lighthouse.test", TestContext.Current.CancellationToken);
            Assert.Equal("20261124", policy?.Id);
        }
    }

    [Theory]
    [InlineData("spool.db")]
    [InlineData("ledger.db")]
    [InlineData("state.db")]
    public async Task A_folder_of_a_newer_version_is_refused_by_every_verb_that_opens_it_and_stays_as_it_is(string database)
    {
        Unpack(Names.Last().Data);
        Assert.Equal(0, Execute(database, "PRAGMA user_version=99"));
        WriteConfig(FreePorts.Take());
        string[][] verbs = [["serve"], ["queue", "list"], ["queue", "retry", "--all"], ["ledger"], ["report"], ["data", "check"]];
        foreach (var verb in verbs)
        {
            var console = Console();
            var code = await console.RunAsync([.. verb, "-c", ConfigPath]);
            Assert.True(code is ExitCode.Unavailable or ExitCode.Refused, $"{string.Join(' ', verb)}: {code} {console.Out}");
            var words = string.Join(' ', (console.Out + console.Error).Split());
            Assert.Contains($"{database}: it has version 99 and this program knows versions up to ", words, StringComparison.Ordinal);
            Assert.Contains("A newer Gatepost has used this data folder: run that one", words, StringComparison.Ordinal);
        }

        Assert.Equal(99, Execute(database, "PRAGMA user_version"));
    }

    private static string Message(string name, int lines) =>
        $"Subject: {lines} lines\r\nX-Fixture: {name}\r\n\r\n" + string.Concat(Enumerable.Repeat($"{7:D70}\r\n", lines));

    private static TestConsole Console() => new((file, token) => FolderDesk.OpenAsync(file, TimeProvider.System, token));

    private async Task<JsonElement> PrintAsync(params string[] arguments)
    {
        var console = Console();
        Assert.True(await console.RunAsync([.. arguments, "-c", ConfigPath]) == ExitCode.Ok, console.Out + console.Error);
        return JsonDocument.Parse(console.Out).RootElement;
    }

    private static JsonElement Read(string file) => JsonDocument.Parse(Repository.Read($"{Folder}/{file}")).RootElement;

    /// <summary>What was said then and is not said now; a later version may say more. What is due has become so
    /// meanwhile.</summary>
    private static IEnumerable<string> Lost(string path, JsonElement then, JsonElement? now)
    {
        if (now is not { } there) return [$"{path} is gone"];
        if (then.ValueKind is JsonValueKind.Array)
        {
            return then.GetArrayLength() != there.GetArrayLength()
                ? [$"{path}: {then.GetArrayLength()} were there, and now {there.GetArrayLength()}"]
                : then.EnumerateArray().Zip(there.EnumerateArray())
                    .SelectMany((pair, index) => Lost($"{path}[{index}]", pair.First, pair.Second));
        }

        if (then.ValueKind is JsonValueKind.Object)
        {
            return then.EnumerateObject().SelectMany(property => Lost($"{path}.{property.Name}", property.Value,
                there.TryGetProperty(property.Name, out var value) ? value : null));
        }

        var (before, after) = (then.ToString(), there.ToString());
        var isSame = before == after || (path.EndsWith(".state", StringComparison.Ordinal) && before == "deferred" && after == "due");
        return isSame ? [] : [$"{path} was {before}, and now is {after}"];
    }

    private void Unpack(string name)
    {
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
        Directory.CreateDirectory(Data);
        using var packed = File.OpenRead(Repository.PathOf($"{Folder}/{name}{Ending}"));
        using var tar = new GZipStream(packed, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(tar, Data, overwriteFiles: true);
    }

    private IEnumerable<(string Name, int Version)> Versions(string name)
    {
        Unpack(name);
        return [.. Directory.GetFiles(Data, "*.db").Select(path => (Path.GetFileName(path), (int)Execute(Path.GetFileName(path), "PRAGMA user_version")))];
    }

    private long Execute(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, database)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is long value ? value : 0;
    }

    private GatepostConfig Config(int port) => new()
    {
        Hostname = "first.test",
        DataDirectory = Data,
        Listeners = [new() { Name = "mx", Role = ListenerRole.Mx, Addresses = [new IPEndPoint(IPAddress.Loopback, 0)] }],
        Domains = [.. new[] { "small.test", "large.test", "held.test", "encrypted.test" }.Select(domain => new DomainConfig
        {
            Name = domain,
            NextHop = new HostPort("127.0.0.1", port),
        })],
        // The folders get older, and their mail is to be carried for ever.
        Queue = new() { DiskReserve = 1024 * 1024, Lifetime = TimeSpan.FromDays(36500), DelayNotice = null, PolicyNotice = null },
        Ledger = new() { Retention = TimeSpan.FromDays(36500), SummaryRetention = TimeSpan.FromDays(36500) },
        Admin = new() { Listen = null },
        Timeouts = new() { Shutdown = TimeSpan.FromSeconds(5) },
    };

    private void WriteConfig(int port) => File.WriteAllText(ConfigPath, $"""
        hostname = "first.test"
        data_dir = "{Data}"

        [[listener]]
        role = "mx"
        listen = ["127.0.0.1:{port}"]

        [[domain]]
        name = "small.test"
        next_hop = "127.0.0.1:26"

        [admin]
        listen = "off"
        """);
}
