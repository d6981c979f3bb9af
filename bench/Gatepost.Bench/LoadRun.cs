using System.Diagnostics;
using System.Globalization;

namespace Gatepost.Bench;

/// <summary>Runs source and sink around a relay and reads off what it cost.</summary>
internal sealed class LoadRun(string mailload, BenchFolder folder)
{
    private static readonly TimeSpan BetweenSamples = TimeSpan.FromMilliseconds(200);

    public async Task<LoadResult> MeasureAsync(IRelay relay, LoadCase load)
    {
        var tree = new ProcessTree(relay.ProcessId);
        using var sink = Start("sink", BenchFolder.SinkAddress,
            ["-n", $"{load.Messages}", "-w", "240", "-t", folder.CertificateFile, folder.KeyFile]);
        await Ports.AnswerAsync(BenchFolder.SinkAddress);
        var before = tree.CpuSeconds();
        using var source = Start("source", relay.Address,
            ["-n", $"{load.Messages}", "-c", $"{LoadCase.Connections}", "-r", $"{load.PerConnection}", "-l", $"{load.Octets}",
                "-d", $"{load.Domains}"]);
        var peak = await PeakAsync(tree, sink);
        var cpu = tree.CpuSeconds() - before;
        var (sent, arrived) = (await PairsAsync(source), await PairsAsync(sink));
        return new LoadResult(
            relay.Name, load.Name, (int)arrived["distinct"], (int)(sent["accepted"] - arrived["distinct"]),
            (int)arrived["duplicates"],
            arrived["distinct"] / (arrived["last_at"] - sent["started_at"]), cpu * 1000 / arrived["distinct"], peak,
                sent["p50_ms"], sent["p99_ms"]);
    }

    private static async Task<double> PeakAsync(ProcessTree tree, Process sink)
    {
        var peak = 0.0;
        while (!sink.HasExited)
        {
            peak = Math.Max(peak, tree.Megabytes());
            await Task.Delay(BetweenSamples);
        }

        return peak;
    }

    private static async Task<Dictionary<string, double>> PairsAsync(Process process)
    {
        var words = (await process.StandardOutput.ReadToEndAsync())
            .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        return words.Chunk(2)
            .ToDictionary(static pair => pair[0], static pair => double.Parse(pair[1], CultureInfo.InvariantCulture));
    }

    private Process Start(string what, string address, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(mailload, [what, address, .. arguments]) { RedirectStandardOutput = true })!;
}
