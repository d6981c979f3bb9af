using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Checks;

/// <summary>Each domain has one row, and nobody is both ours and a partner.</summary>
internal sealed class DomainChecks : IConfigCheck
{
    public void Check(Draft draft, ProblemLog problems)
    {
        var own = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in draft.Domains)
        {
            if (row.Value.Name.Length > 0 && !own.TryAdd(row.Value.Name, row.Label))
                problems.Error(row.At("name"), row.Name("name"),
                    $"{Quoted.Value(row.Value.Name)} has its row already: {own[row.Value.Name]}", "remove one of them");
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var partners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in draft.Partners)
        {
            if (!names.TryAdd(row.Value.Name, row.Label))
                problems.Error(row.At("name"), row.Name("name"),
                    $"{Quoted.Value(row.Value.Name)} is taken by {names[row.Value.Name]}", "give each its own");
            if (row.Given.ContainsKey("domains") && row.Value.Domains.Count == 0)
                problems.Error(row.At("domains"), row.Name("domains"), "names no domain",
                    "write for example domains = [\"example.org\"]");
            for (var i = 0; i < row.Value.Domains.Count; i++) Partner(row, i, (draft, partners), problems);
        }
    }

    private static void Partner(
        Row<PartnerConfig> row, int item, (Draft Draft, Dictionary<string, string> Partners) known, ProblemLog problems)
    {
        var domain = row.Value.Domains[item];
        var spot = row.At("domains", item);
        if (!known.Partners.TryAdd(domain, row.Label))
            problems.Error(spot, row.Name("domains"), $"{Quoted.Value(domain)} stands in {known.Partners[domain]} already",
                "remove one of them");

        // Our own mail goes to its next hop and is never looked up among partners.
        var ours = known.Draft.Domains.FirstOrDefault(own => own.Value.Name == domain
            || (own.Value.Name.StartsWith('.') && domain.EndsWith(own.Value.Name, StringComparison.Ordinal)));
        if (ours is not null)
            problems.Error(spot, row.Name("domains"), $"{Quoted.Value(domain)} is a domain of ours ({ours.Label})",
                "put its tls options into that row");
    }
}
