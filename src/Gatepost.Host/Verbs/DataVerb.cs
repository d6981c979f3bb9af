using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;
using Gatepost.Protocols.Text;
using Gatepost.Storage.Upkeep;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost data …</c>: is what lies in the data folder sound, and a copy of it.</summary>
internal sealed class DataVerb(Terminal terminal)
{
    private readonly Option<string?> _config = ConfigOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    public static Verb Build(Terminal terminal)
    {
        var data = new DataVerb(terminal);
        return new Verb("data", "Reads the data folder from end to end, and copies it. A server may run meanwhile.",
                "gatepost data check", "gatepost data backup /var/backups/gatepost/monday")
            .With(data.Check(), data.Backup());
    }

    private Verb Check() =>
        new Verb("check", "Reads queue, contents and ledger from end to end and says what is wrong. It changes nothing.",
                "gatepost data check", "gatepost data check --json")
            .With(_json, _config)
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var folder = Folder(parsed);
                var findings = await WatchedAsync(progress => DataCheck.Run(folder, progress, cancellationToken));
                if (parsed.GetValue(_json)) ShownJson.Print(terminal, findings, OutputJson.Default);
                else Print(findings);
                return ExitOf(findings);
            });

    private Verb Backup()
    {
        var to = new Argument<string>("FOLDER") { Description = "A new folder, best on another disk." };
        return new Verb("backup",
                "Makes a copy of the data folder that Gatepost can start from, and reads it back. To restore: stop Gatepost, and "
                + "put the copy in the place of the data folder.",
                "gatepost data backup /var/backups/gatepost/monday")
            .With(to, _json, _config)
            .Does(terminal, async (parsed, cancellationToken) =>
            {
                var (folder, copy) = (Folder(parsed), parsed.GetValue(to)!);
                var report = await WatchedAsync(progress => DataBackup.Run(folder, copy, progress, cancellationToken));
                if (parsed.GetValue(_json)) ShownJson.Print(terminal, report, OutputJson.Default);
                else Print(report);
                return ExitOf(report.Findings);
            });
    }

    private static int ExitOf(IReadOnlyList<PartFinding> findings) =>
        findings.Any(static finding => finding.State is PartState.Broken) ? ExitCode.Refused : ExitCode.Ok;

    private string Folder(ParseResult parsed)
    {
        var folder = ConfigLoading.Load(parsed.GetValue(_config)).DataDirectory;
        return Directory.Exists(folder)
            ? Path.GetFullPath(folder)
            : throw new Trouble(
                $"the data folder {folder} does not exist: no gatepost has run with it yet", ExitCode.Unavailable);
    }

    private async Task<T> WatchedAsync<T>(Func<Action<string>, T> work)
    {
        using var line = new ProgressLine(terminal);
        return await Task.Run(() => work(line.Show));
    }

    private void Print(BackupReport report)
    {
        terminal.Out.WriteLine($"{report.Folder}: {Amount.Octets(report.Octets)}. Read back:");
        if (report.CarriedOff > 0)
            terminal.Out.WriteLine($"  not in it: {report.CarriedOff} entries that were carried off while it was made");
        Print(report.Findings);
    }

    private void Print(IReadOnlyList<PartFinding> findings)
    {
        foreach (var (part, state, words) in findings)
        {
            var mark = state switch { PartState.Ok => "ok", PartState.Note => "note", _ => "BROKEN" };
            terminal.Out.WriteLine($"  {mark,-7} {part,-10} {PeerText.Escape(words, 2000)}");
        }
    }
}
