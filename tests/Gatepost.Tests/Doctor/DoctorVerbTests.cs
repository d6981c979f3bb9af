using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Demo;
using Gatepost.Tests.Host;
using Microsoft.Data.Sqlite;

namespace Gatepost.Tests.Doctor;

/// <summary><c>gatepost doctor</c> on a real folder: beside a server, and without one.</summary>
public sealed class DoctorVerbTests : IDisposable
{
    private readonly Harbour _harbour = new();

    public void Dispose() => _harbour.Dispose();

    [Fact]
    public async Task Beside_a_running_server_it_asks_the_server_and_finds_what_waits()
    {
        await using var gateway = await _harbour.StartAsync(FreePorts.Take());
        Assert.Equal(ExitCode.Ok, (await _harbour.SendAsync(gateway)).ExitCode);
        await Eventually.TrueAsync(
            async () => (await gateway.Queue.ListAsync(new(), default)) is [{ Attempts: 1 }], "the first attempt has failed");
        WriteConfig(FreePorts.Take());
        var before = Snapshot();

        var found = await FindAsync();

        Assert.DoesNotContain("S1", found);
        Assert.DoesNotContain("S2", found);
        Assert.Contains("P4", found); // the file names a port at which this server does not listen
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task Without_a_server_it_says_so_and_leaves_the_folder_as_it_is_even_one_of_an_older_version()
    {
        await using (await _harbour.StartAsync(FreePorts.Take())) { }
        var spool = Path.Combine(_harbour.Data, "spool.db");
        using (var database = new SqliteConnection($"Data Source={spool};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "PRAGMA user_version=1";
            command.ExecuteNonQuery();
        }

        WriteConfig(FreePorts.Take());
        var before = Snapshot();

        var found = await FindAsync();

        Assert.Superset(new HashSet<string> { "S1", "M5" }, found.ToHashSet());
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task What_a_crash_has_left_in_the_log_is_read_and_stays_there()
    {
        await using (var gateway = await _harbour.StartAsync(FreePorts.Take()))
        {
            Assert.Equal(ExitCode.Ok, (await _harbour.SendAsync(gateway)).ExitCode);
            Directory.CreateDirectory(_harbour.Data + "-crashed");
            foreach (var file in Directory.GetFiles(_harbour.Data).Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            {
                using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var to = File.Create(Path.Combine(_harbour.Data + "-crashed", Path.GetFileName(file)));
                await from.CopyToAsync(to, TestContext.Current.CancellationToken);
            }
        }

        Directory.Delete(_harbour.Data, recursive: true);
        Directory.Move(_harbour.Data + "-crashed", _harbour.Data);
        Directory.CreateDirectory(Path.Combine(_harbour.Data, "content"));
        WriteConfig(FreePorts.Take());
        var before = Snapshot();
        Assert.Contains(before, static file => file.StartsWith("spool.db-wal ", StringComparison.Ordinal)
            && !file.EndsWith(" 0", StringComparison.Ordinal));

        var (code, output) = await RunAsync("--verbose");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("queue         1 entry", output, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public async Task A_port_that_another_program_has_is_told_with_its_holder()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        WriteConfig(((IPEndPoint)other.LocalEndpoint).Port);

        var (code, output) = await RunAsync();

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("P1", output, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.Contains($"process {Environment.ProcessId}", string.Join(' ', output.Split()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_with_errors_is_all_that_is_looked_at()
    {
        await File.WriteAllTextAsync(_harbour.ConfigFile, "hostname = 3", TestContext.Current.CancellationToken);

        var (code, output) = await RunAsync("--json");

        Assert.Equal(ExitCode.Refused, code);
        using var report = JsonDocument.Parse(output);
        Assert.Equal("failing", report.RootElement.GetProperty("verdict").GetString());
        Assert.All(report.RootElement.GetProperty("findings").EnumerateArray(),
            static finding => Assert.Equal("K1", finding.GetProperty("id").GetString()));
    }

    private async Task<IReadOnlyList<string>> FindAsync()
    {
        var (_, output) = await RunAsync("--json");
        using var report = JsonDocument.Parse(output);
        return [.. report.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("id").GetString()!)];
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] options)
    {
        var console = new TestConsole();
        var code = await console.RunAsync(["doctor", .. options, "-c", _harbour.ConfigFile]);
        return (code, console.Out + console.Error);
    }

    private void WriteConfig(int port) => File.WriteAllText(_harbour.ConfigFile, $"""
        hostname = "mx.harbour.test"
        data_dir = "{_harbour.Data}"

        [[listener]]
        role = "mx"
        listen = ["127.0.0.1:{port}"]

        [[domain]]
        name = "harbour.test"
        next_hop = "127.0.0.1:{FreePorts.Take()}"

        [dns]
        resolvers = ["127.0.0.1:{FreePorts.Take()}"]
        timeout = "1s"
        tries = 1

        [admin]
        listen = "127.0.0.1:{FreePorts.Take()}"
        """);

    // The index of a log (-shm) is made anew by whoever reads it.
    private string[] Snapshot() =>
    [
        .. Directory.EnumerateFileSystemEntries(_harbour.Data, "*", SearchOption.AllDirectories)
            .Where(static path => !path.EndsWith("-shm", StringComparison.Ordinal) && !path.EndsWith(".sock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(path => $"{Path.GetRelativePath(_harbour.Data, path)} {Digest(path)}"),
    ];

    private static string Digest(string path)
    {
        if (Directory.Exists(path)) return "folder";
        if (path.EndsWith(".lock", StringComparison.Ordinal)) return "lock";
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.Length == 0 ? "0" : Convert.ToHexString(SHA256.HashData(file));
    }
}
