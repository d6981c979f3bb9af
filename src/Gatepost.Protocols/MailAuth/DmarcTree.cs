using Gatepost.Protocols.Text;

namespace Gatepost.Protocols.MailAuth;

/// <summary>
/// Finds whose policy holds for a domain, by asking the domain and those above it (RFC 9989 §4.10): nobody needs a list of
/// the suffixes under which names are sold.
/// </summary>
public static class DmarcTree
{
    /// <summary>Questions at most.</summary>
    public const int MostQuestions = 8;

    /// <summary>The domains to ask, in their order: the domain, then up to the last label. Of a long name only the last seven
    /// labels are walked.</summary>
    public static IReadOnlyList<string> Targets(string domain)
    {
        var labels = domain.Split('.');
        var targets = new List<string>(MostQuestions) { domain };
        for (var left = Math.Min(labels.Length, MostQuestions) - 1; left > 0; left--)
            targets.Add(string.Join('.', labels[^left..]));
        return targets;
    }

    /// <summary>Whether the walk ends at this record: it says itself where the border is.</summary>
    public static bool IsEnd(DmarcRecord record) => record is { State: TxtRecordState.Valid, IsPublicSuffix: not null };

    /// <summary>The organizational domain (RFC 9989 §4.10.2): the one domain for all that belongs together.</summary>
    /// <param name="domain">Where the walk began.</param>
    /// <param name="found">What was found at each target, in the order of the walk.</param>
    public static string Organization(string domain, IReadOnlyList<KeyValuePair<string, DmarcRecord>> found)
    {
        var valid = found.Where(static pair => pair.Value.State is TxtRecordState.Valid).ToList();
        foreach (var (name, record) in valid)
        {
            if (record.IsPublicSuffix is false) return name;
            if (record.IsPublicSuffix is true && name != domain) return OneBelow(domain, name);
        }

        return valid.Count > 0 ? valid.MinBy(static pair => pair.Key.Count('.')).Key : domain;
    }

    /// <summary>Whose policy holds (RFC 9989 §4.10.1): the domain's own, else that of its organization, else that of the suffix
    /// above; null: nobody's.</summary>
    public static string? PolicyDomain(string domain, IReadOnlyList<KeyValuePair<string, DmarcRecord>> found)
    {
        bool Has(string name) => found.Any(pair => pair.Key == name && pair.Value.State is TxtRecordState.Valid);
        if (Has(domain)) return domain;
        var organization = Organization(domain, found);
        if (Has(organization)) return organization;
        var suffix = found.FirstOrDefault(static pair => pair.Value is { State: TxtRecordState.Valid, IsPublicSuffix: true }).Key;
        return suffix;
    }

    private static string OneBelow(string domain, string suffix)
    {
        var above = suffix.Count('.') + 2;
        return string.Join('.', domain.Split('.')[^above..]);
    }
}
