namespace Gatepost.Protocols.Caa;

/// <summary>What all CAA records together say to a CA (RFC 8659 §4).</summary>
/// <param name="Records">The records that are relevant for a name: those of the closest name above it that has any.</param>
public sealed record CaaPolicy(IReadOnlyList<CaaRecord> Records)
{
    /// <summary>What no CA can obey: it must then not issue.</summary>
    public IEnumerable<CaaRecord> Unusable => Records.Where(static record =>
        record is { IsCritical: true, IsKnown: false } || (IsIssue(record) && CaaIssuer.Read(record.Value) is null));

    /// <summary>Whom the records name, for certificates without wildcards or with them.</summary>
    /// <returns>Null where issuing is not limited.</returns>
    public IReadOnlyList<CaaIssuer>? IssuersFor(bool isWildcard)
    {
        // RFC 8659 §4.3: "If at least one issuewild Property is specified ..., each issue Property MUST be ignored".
        var wild = isWildcard ? Records.Where(static record => record.Tag == "issuewild").ToList() : [];
        var deciding = wild.Count > 0 ? wild : [.. Records.Where(static record => record.Tag == "issue")];
        return deciding.Count == 0 ? null
            : [.. deciding.Select(static record => CaaIssuer.Read(record.Value)).OfType<CaaIssuer>()
                .Where(static issuer => issuer.Domain.Length > 0)];
    }

    /// <summary>Whether a CA that knows itself by one of these domains may issue.</summary>
    public bool Allows(IReadOnlyList<string> authority, bool isWildcard) =>
        !Records.Any(static record => record is { IsCritical: true, IsKnown: false })
        && (IssuersFor(isWildcard) is not { } issuers || issuers.Any(issuer => authority.Contains(issuer.Domain)));

    private static bool IsIssue(CaaRecord record) => record.Tag is "issue" or "issuewild";
}
