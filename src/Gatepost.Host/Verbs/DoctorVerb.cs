using System.CommandLine;
using Gatepost.Checks.Reports;
using Gatepost.Configuration;
using Gatepost.Configuration.Checks;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Doctor;
using Gatepost.Host.Output;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost doctor</c>: what is wrong with this Gatepost and the machine around it.</summary>
internal sealed class DoctorVerb(Terminal terminal)
{
    private readonly Option<string?> _config = ConfigOption.Create();
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Also say what is well." };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    public static Verb Build(Terminal terminal)
    {
        var doctor = new DoctorVerb(terminal);
        return new Verb("doctor",
                "Looks at configuration, running server, data folder, disk, ports, clock, resolver, certificates, queue and "
                + "limits, and says what is wrong, the gravest first, with what to do. It changes nothing, calls nobody but the "
                + "resolvers, and works beside a running server and without one; run it as the user that Gatepost runs as. Ends "
                + "with 0 where all is well, 4 with warnings, 1 where something is broken.",
                "gatepost doctor", "gatepost doctor --verbose", "gatepost doctor --json")
            .With(doctor._verbose, doctor._json, doctor._config)
            .Does(terminal, doctor.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = ConfigOption.PathOf(parsed.GetValue(_config));
        var result = ConfigReader.Read(path, ConfigLoading.Environment, [new PartnerTermChecks(terminal.Time)]);
        var report = await ExamineAsync(path, result, cancellationToken);
        if (parsed.GetValue(_json)) ShownJson.Print(terminal, report, DoctorJson.Default);
        else new DoctorView(terminal, parsed.GetValue(_verbose)).Print(report);
        return report.Verdict switch
        {
            OwnVerdict.InOrder => ExitCode.Ok,
            OwnVerdict.Weakened => ExitCode.NotVerified,
            _ => ExitCode.Refused,
        };
    }

    private async Task<DoctorReport> ExamineAsync(string path, ConfigResult result, CancellationToken cancellationToken)
    {
        if (result.Config is not { } config)
            return DoctorReport.OfBroken(path, [.. ConfigCheck.Judge(path, result.Problems)]);
        using var progress = new ProgressLine(terminal);
        var examiner = new Examiner(config, terminal.Time, progress.Show);
        return DoctorReport.Of(await examiner.RunAsync(path, result.Problems, cancellationToken));
    }
}
