using System.Text;
using Gatepost.Configuration.Checks;
using Gatepost.Configuration.Options;
using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration;

/// <summary>
/// Reads <c>gatepost.toml</c> (TOML 1.0) and the environment into one checked
/// snapshot, and tells everything that is wrong at once:
/// <list type="number">
/// <item>text to a tree that knows where each value stands; slips of syntax;</item>
/// <item>the environment is laid over it;</item>
/// <item>each section by its table of options; keys that no table knows;</item>
/// <item>checks across rows, against the files that are named, and for what is allowed but unwise.</item>
/// </list>
/// </summary>
public static class ConfigReader
{
    /// <summary>More than any real file, less than what would hurt. In octets.</summary>
    private const int MaxLength = 8 * 1024 * 1024;

    private static readonly IConfigCheck[] All = [new ListenerChecks(), new DomainChecks(), new TlsChecks(), new FileChecks(),
        new ValueChecks(), new PartnerChecks()];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; relative paths in it start at its folder.</param>
    /// <param name="environment">Variables by name; those that begin with <c>GATEPOST_</c> count.</param>
    public static ConfigResult Read(string path, IReadOnlyDictionary<string, string> environment) => Read(path, environment, []);

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">What problems call the file; relative paths in it start at its folder.</param>
    /// <param name="environment">Variables by name.</param>
    public static ConfigResult Parse(string text, string path, IReadOnlyDictionary<string, string> environment) =>
        Parse(text, path, environment, []);

    /// <summary>Reads a file, and asks checks of other rooms too.</summary>
    internal static ConfigResult Read(string path, IReadOnlyDictionary<string, string> environment,
        IReadOnlyList<IConfigCheck> more)
    {
        var problems = new ProblemLog();
        var spot = new Spot(path, 0, 0);
        try
        {
            if (new FileInfo(path).Length <= MaxLength)
                return Parse(File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)), path, environment, more);
            problems.Error(spot, null, "the file is larger than 8 MiB", "name the configuration, not another file");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Error(spot, null, "there is no such file",
                "name the configuration with -c; gatepost.example.toml is one to start from");
        }
        catch (DecoderFallbackException)
        {
            problems.Error(spot, null, "the file is not UTF-8 text", "save it as UTF-8");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Error(spot, null, $"the file cannot be read: {fault.Message}",
                "see that the user that Gatepost runs as may read it");
        }

        return new ConfigResult(null, problems.InOrder());
    }

    /// <summary>Reads the text of a file, and asks checks of other rooms too.</summary>
    internal static ConfigResult Parse(
        string text, string path, IReadOnlyDictionary<string, string> environment, IReadOnlyList<IConfigCheck> more)
    {
        var problems = new ProblemLog();

        // (1) (2)
        var root = new TomlTree(path, problems).Parse(text, out var firstSlip);
        new EnvironmentOverrides(problems, Schema.Sections).Apply(root, environment);

        // (3)
        var told = new ProblemLog();
        new UnknownKeys(told, Schema.Sections).Report(root);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetFullPath(path);
        var draft = ReadSections(new SectionReader(told, folder, root));
        problems.AddBefore(firstSlip, told);

        // (4) Only a file that could be read as a whole can be judged as a whole.
        if (firstSlip == int.MaxValue)
        {
            foreach (var check in All.Concat(more)) check.Check(draft, problems);
        }

        return new ConfigResult(problems.HasErrors ? null : draft.Snapshot(), problems.InOrder());
    }

    private static Draft ReadSections(SectionReader reader) => new()
    {
        Top = reader.One(TopOptions.Section),
        Listeners = [.. reader.Many(ListenerOptions.Section).Select(Named)],
        Certificates = reader.Many(CertificateOptions.Section),
        Domains = reader.Many(DomainOptions.Section),
        Partners = [.. reader.Many(PartnerOptions.Section).Select(Named)],
        Outbound = reader.One(OutboundOptions.Section),
        Queue = reader.One(QueueOptions.Section),
        Limits = reader.One(LimitsOptions.Section),
        Timeouts = reader.One(TimeoutsOptions.Section),
        Dns = reader.One(DnsOptions.Section),
        Ledger = reader.One(LedgerOptions.Section),
        Admin = reader.One(AdminOptions.Section),
    };

    private static Row<ListenerConfig> Named(Row<ListenerConfig> row) =>
        row.Value.Name.Length > 0 ? row : row with { Value = row.Value with { Name = ListenerOptions.Word(row.Value.Role) } };

    private static Row<PartnerConfig> Named(Row<PartnerConfig> row) =>
        row.Value.Name.Length > 0 ? row
            : row with { Value = row.Value with { Name = row.Value.Domains is [var first, ..] ? first : row.Label } };
}
