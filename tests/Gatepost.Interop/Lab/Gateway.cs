using System.Text.Json;

namespace Gatepost.Interop.Lab;

/// <summary>The gateway under test: the real binary with a real configuration file, on an address of its own.</summary>
internal sealed class Gateway : IDisposable
{
    public const string Name = "mx.gate.test";
    public const int MxPort = LabFolder.Port;
    public const int RelayPort = 2526;
    public const int AdminPort = 8025;
    public const int SubmissionPort = 2587;
    public const int SubmissionsPort = 2465;
    public const string User = "alice@inside.test";
    public const string Password = "correct horse battery staple";

    private static readonly string Program = Path.Combine(Peers.Root, "bin", "gatepost");

    private readonly Lock _verbs = new();
    private readonly string _logPath, _verbsPath, _logLevels;
    private string[] _under = [];
    private LabProcess? _process;

    private Gateway(string folder, string configFile, string address, string logLevels)
    {
        _logPath = Path.Combine(folder, "gatepost.log");
        _verbsPath = Path.Combine(folder, "verbs.log");
        _logLevels = logLevels;
        ConfigFile = configFile;
        Address = address;
    }

    public string ConfigFile { get; }

    public string Address { get; }

    /// <summary>What its processor time is by now.</summary>
    public TimeSpan CpuTime => System.Diagnostics.Process.GetProcessById(_process!.Id).TotalProcessorTime;

    /// <summary>Of the process that runs now.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>All that it has written so far, over all its lives.</summary>
    public string Log => LabProcess.ReadShared(_logPath);

    /// <param name="lab">Its folder.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="configuration">Its configuration file.</param>
    /// <param name="logLevels">What it logs.</param>
    /// <param name="under">A program with arguments that runs it, as prlimit does.</param>
    public static async Task<Gateway> StartAsync(
        LabFolder lab, string address, string configuration, string logLevels = "info", params string[] under)
    {
        Assert.True(File.Exists(Program), $"{Program} is missing: ./build.sh build");
        var name = $"gatepost-{address.Replace('.', '-')}";
        var folder = lab.Sub(name);
        var file = lab.Write($"{name}/gatepost.toml", configuration);
        var gateway = new Gateway(folder, file, address, logLevels) { _under = under };
        (await gateway.RunAsync("config", "check")).MustSucceed();
        await gateway.StartAsync();
        return gateway;
    }

    /// <summary>Begins to start, and waits for nothing.</summary>
    public void Launch()
    {
        _process?.Dispose();
        string[] command = [.. _under, Program, "serve", "-c", ConfigFile, "--log", _logLevels];
        _process = LabProcess.Start(_logPath, command[0], command[1..]);
    }

    public async Task StartAsync()
    {
        Launch();
        await Poll.UntilAsync(
            () => _process!.HasExited || Poll.Answers(Address, RelayPort), $"gatepost does not listen on {Address}:{RelayPort}");
        Assert.False(_process!.HasExited, $"gatepost ended:\n{Log}");
    }

    /// <summary>It runs, and has not been ended by anybody.</summary>
    public bool IsAlive => !_process!.HasExited;

    public void Kill() => _process!.Kill();

    /// <summary>Asks it to stop, and waits for nothing.</summary>
    public void Terminate() => _process!.Terminate();

    /// <summary>A verb of the program, with the configuration of this gateway.</summary>
    public async Task<CommandRun> RunAsync(params string[] arguments)
    {
        var run = await CommandRun.OfAsync(Program, [.. arguments, "-c", ConfigFile]);
        lock (_verbs) File.AppendAllText(_verbsPath, run.Output); // searched for secrets like the log of the server
        return run;
    }

    /// <summary>Adds the user, and waits until it may log in: the file is looked at every two seconds.</summary>
    public async Task AddUserAsync()
    {
        (await CommandRun.WithInputAsync(Password + "\n", Program, "user", "add", User, "-c", ConfigFile)).MustSucceed();
        await Poll.UntilAsync(() => Log.Contains("users who may log in: 1", StringComparison.Ordinal), "the user is not taken");
    }

    /// <summary>Drops what waits for a domain: again where an attempt is just under way, as the program says.</summary>
    public async Task DropAsync(string domain)
    {
        for (var tries = 0; ; tries++)
        {
            var run = await RunAsync("queue", "drop", "--domain", domain, "--yes");
            if (run.ExitCode == 0) return;
            Assert.True(tries < 60 && run.Output.Contains("try again in a moment", StringComparison.Ordinal), run.Output);
            await Task.Delay(250);
        }
    }

    /// <summary>The rows of the ledger about mail to a domain, or all, oldest first.</summary>
    public async Task<IReadOnlyList<LedgerLine>> LedgerAsync(string? domain = null)
    {
        string[] which = domain is null ? ["--limit", "100000"] : ["--domain", domain];
        var run = (await RunAsync(["ledger", "--json", .. which])).MustSucceed();
        return [.. JsonSerializer.Deserialize<LedgerLine[]>(run.Output, JsonSerializerOptions.Web)!.Reverse()];
    }

    /// <summary>Waits for an attempt to deliver to a domain that ended in a certain way.</summary>
    public async Task<LedgerLine> AttemptAsync(string domain, string outcome)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            var attempts = (await LedgerAsync(domain)).Where(static row => row.Kind == "attempt").ToArray();
            if (attempts.LastOrDefault(row => row.Outcome == outcome) is { } found) return found;
            await Task.Delay(500);
        }

        throw new TimeoutException(
            $"no attempt to {domain} was {outcome}; the ledger has:\n{string.Join('\n', await LedgerAsync(domain))}\n{Log}");
    }

    public void Dispose() => _process?.Dispose();
}
