using Gatepost.Configuration;

namespace Gatepost.Checks.Own;

/// <summary>Which domains are ours.</summary>
internal static class OwnDomains
{
    /// <summary>Those that the configuration names, in its order. A row for all domains below a name names none.</summary>
    public static IReadOnlyList<string> Of(GatepostConfig config) =>
        [.. config.Domains.Select(static row => row.Name).Where(static name => !name.StartsWith('.')).Distinct()];
}
