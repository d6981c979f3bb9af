using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;

namespace Gatepost.Host.Demo;

/// <summary><c>gatepost demo</c>: mail between three organisations on this machine, told line by line.</summary>
internal sealed class DemoVerb(Terminal terminal)
{
    private readonly Option<bool> _once = new("--once")
    {
        Description = "End after the story; exit code 0 only if everything came out as told.",
    };

    private readonly Option<string?> _folder = new("--folder")
    {
        Description = "Where everything lies, and stays. Otherwise a temporary folder, which is removed at the end.",
        HelpName = "PATH",
    };

    public static Verb Build(Terminal terminal)
    {
        var demo = new DemoVerb(terminal);
        return new Verb("demo",
                "Shows mail going between three organisations on this machine, over verified TLS and without. "
                + "Needs no root, no DNS, no internet.",
                "gatepost demo", "gatepost demo --once", "gatepost demo --folder /tmp/three-organisations")
            .With(demo._once, demo._folder)
            .Does(terminal, demo.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var kept = parsed.GetValue(_folder);
        if (kept is not null && Directory.Exists(kept) && Directory.EnumerateFileSystemEntries(kept).Any())
            throw new Trouble($"{kept} is not empty: name a folder that is new or empty", ExitCode.Usage);
        var folder = kept ?? Directory.CreateTempSubdirectory("gatepost-demo-").FullName;
        try
        {
            return await PlayAsync(folder, parsed.GetValue(_once), cancellationToken);
        }
        finally
        {
            if (kept is null) Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<int> PlayAsync(string folder, bool once, CancellationToken cancellationToken)
    {
        await using var stage = await Stage.RaiseAsync(folder, terminal.Time, cancellationToken);
        var narrator = new Narrator(terminal);
        Introduce(stage, narrator);
        await new Story(stage, narrator, terminal).TellAsync(cancellationToken);
        terminal.Out.WriteLine();
        if (!narrator.AllTrue) narrator.Answer("Not everything came out as told: see the lines marked NOT.");
        if (!once)
        {
            narrator.Answer("It stays up until Ctrl-C. To send a message of your own from harbour.test to lighthouse.test:");
            await StayAsync(stage, cancellationToken);
        }

        return narrator.AllTrue ? ExitCode.Ok : ExitCode.Refused;
    }

    private static void Introduce(Stage stage, Narrator narrator)
    {
        narrator.Answer(
            "Three organisations on this machine. Each has a Gatepost, and behind it a mail server that keeps a Maildir; "
            + "they listen on ports of 127.0.0.1.");
        Place(stage.Harbour, "ours");
        Place(stage.Lighthouse, "partner, valid certificate");
        Place(stage.Fog, "has no TLS at all");
        narrator.Tell($"Everything lies in {stage.Folder}");

        void Place(Organisation own, string what) => narrator.Tell(
            $"{own.Domain,-15}  {what,-26}  gateway {own.MxPort}, mail server {own.MailServerPort}");
    }

    private async Task StayAsync(Stage stage, CancellationToken cancellationToken)
    {
        var (own, output, program) = (stage.Harbour, terminal.Out, ThisProgram());
        output.WriteLine();
        output.WriteLine(
            $"  {program} send --server 127.0.0.1:{own.RelayPort} --from you@{own.Domain} --to bob@{stage.Lighthouse.Domain}"
            + $" --tls verify --name {own.MxHost} --ca {stage.Authority.CertificateFile}");
        output.WriteLine();
        output.WriteLine($"  mailboxes       {stage.Folder}/*/Maildir/new");
        output.WriteLine($"  configuration   {own.ConfigFile}");
        output.WriteLine($"  the ledger      {program} ledger -c {own.ConfigFile}");
        output.WriteLine($"  a report        {program} report -c {own.ConfigFile}");
        output.WriteLine($"  the queue       {program} queue list -c {own.ConfigFile}");
        output.WriteLine();
        output.WriteLine("Change the configuration, if you like: it is read anew within seconds.");
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, terminal.Time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            output.WriteLine();
            output.WriteLine("Stopping.");
        }
    }

    /// <summary>How this program is called from the folder where it was started.</summary>
    private static string ThisProgram()
    {
        if (Environment.ProcessPath is not { } path) return "gatepost";
        var below = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return below.StartsWith("..", StringComparison.Ordinal) ? path : below;
    }
}
