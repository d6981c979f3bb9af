using Gatepost.Dns;

namespace Gatepost.Routing;

/// <summary>Sorts a domain's MX records into the hosts to try. Asks nobody.</summary>
internal static class MxList
{
    /// <summary>RFC 7505 §3: one record alone, with the root as its host.</summary>
    public static bool IsNullMx(IReadOnlyList<MxRecord> records) => records is [{ Host: "" }];

    /// <summary>
    /// A host that no record may name: nothing, ourselves by another name, or an address (RFC 5321 §5.1 asks for a domain name).
    /// </summary>
    public static bool IsNonsense(MxRecord record) =>
        record.Host.Length == 0 || AddressLiteral.IsLocalhost(record.Host) || AddressLiteral.TryParse(record.Host, out _);

    /// <summary>
    /// Lower preference first, and equals in random order, so that they share the load (RFC 5321 §5.1). A host that is named
    /// twice counts once, where it is best.
    /// </summary>
    public static IReadOnlyList<MxCandidate> Sort(IEnumerable<MxRecord> records, Random random)
    {
        MxRecord[] usable = [.. records.Where(r => !IsNonsense(r)).OrderBy(r => r.Preference).DistinctBy(r => r.Host)];
        random.Shuffle(usable);
        return [.. usable.OrderBy(r => r.Preference).Select(r => new MxCandidate(r.Preference, r.Host))];
    }

    /// <summary>
    /// RFC 5321 §5.1: where we are among the hosts ourselves, "all records at that preference level and higher-numbered ones
    /// MUST be discarded": only hosts nearer to the goal than we are may take it, else it loops.
    /// </summary>
    public static IEnumerable<T> NearerThanUs<T>(IReadOnlyList<T> hosts, Func<T, int> preference, Func<T, bool> isOurs)
    {
        var own = hosts.Where(isOurs).Select(preference).DefaultIfEmpty(int.MaxValue).Min();
        return hosts.Where(host => preference(host) < own);
    }
}
