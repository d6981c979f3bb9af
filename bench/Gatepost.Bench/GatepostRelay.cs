using System.Diagnostics;

namespace Gatepost.Bench;

/// <summary>Gatepost as it is shipped, with what a relay for a busy house would set.</summary>
internal sealed class GatepostRelay : IRelay
{
    private readonly Process _process;

    private GatepostRelay(Process process) => _process = process;

    public string Name => "Gatepost";

    public string Address => "127.0.77.2:2525";

    public int ProcessId => _process.Id;

    public static async Task<GatepostRelay> StartAsync(BenchFolder folder, string program)
    {
        var config = Path.Combine(folder.Sub("gatepost"), "gatepost.toml");
        await File.WriteAllTextAsync(config, $"""
            hostname = "relay.test"
            data_dir = "{folder.Sub("gatepost/data")}"

            [[listener]]
            role = "relay"
            listen = ["127.0.77.2:2525"]
            networks = ["127.0.0.0/8"]

            [[certificate]]
            name = "relay"
            certificate_file = "{folder.CertificateFile}"
            key_file = "{folder.KeyFile}"

            [outbound]
            smart_host = "{BenchFolder.SinkAddress}"
            concurrency_per_destination = 50

            [limits]
            sessions_per_address = 1000
            new_sessions_per_minute = 1000000

            [admin]
            listen = "off"

            """);
        var log = new StreamWriter(Path.Combine(folder.Path, "gatepost.log"));
        var start = new ProcessStartInfo(program, ["serve", "-c", config]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Log(log, line.Data);
        process.ErrorDataReceived += (_, line) => Log(log, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var relay = new GatepostRelay(process);
        await Ports.AnswerAsync(relay.Address);
        return relay;
    }

    public void Dispose()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) kill.WaitForExit();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(30))) _process.Kill();
        _process.Dispose();
    }

    private static void Log(StreamWriter log, string? line)
    {
        lock (log) log.WriteLine(line);
    }
}
