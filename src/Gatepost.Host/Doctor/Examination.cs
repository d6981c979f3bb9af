using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Storage.Upkeep;

namespace Gatepost.Host.Doctor;

/// <summary>All that was looked at, before anybody judges it.</summary>
internal sealed record Examination
{
    /// <summary>What the machine's clock says.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The configuration file.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required IReadOnlyList<ConfigProblem> Problems { get; init; }

    /// <summary>What it says.</summary>
    public required GatepostConfig Config { get; init; }

    public required ServerFacts Server { get; init; }

    public required FolderFacts Folder { get; init; }

    public required DiskFacts Disk { get; init; }

    /// <summary>What lies in the data folder; null: it is not there, or may not be entered or written.</summary>
    public DataSight? Data { get; init; }

    /// <summary>The highest level of each partner in the last nightly test, by its name.</summary>
    public IReadOnlyDictionary<string, string> Partners { get; init; } = new Dictionary<string, string>();

    public required IReadOnlyList<ResolverSight> Resolvers { get; init; }

    public required IReadOnlyList<PortFacts> Ports { get; init; }

    public required IReadOnlyList<KeyFacts> Certificates { get; init; }

    public required MachineFacts Machine { get; init; }
}
