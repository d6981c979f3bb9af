using Gatepost.Protocols.MtaSts;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>A policy as it is kept.</summary>
/// <param name="Domain">Whose, normalized.</param>
/// <param name="Id">The id of its record when it was fetched.</param>
/// <param name="Policy">What it says.</param>
/// <param name="FetchedAt">When it was fetched; its age counts from here.</param>
/// <param name="RefreshAt">When it is fetched anew at the latest.</param>
public sealed record StoredStsPolicy(
    string Domain, string Id, StsPolicy Policy, DateTimeOffset FetchedAt, DateTimeOffset RefreshAt)
{
    /// <summary>From when on it no longer holds.</summary>
    public DateTimeOffset ExpiresAt => FetchedAt + Policy.MaxAge;
}
