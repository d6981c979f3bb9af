using Gatepost.Diagnostics;
using Gatepost.Dns;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;
using Microsoft.Extensions.Logging;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>
/// Which policy of MTA-STS is in force for a domain: the one that it publishes now, or the one that it published when we last
/// could see it.
/// </summary>
/// <remarks>
/// An attacker can suppress the record and the policy host, but not what we already know (RFC 8461 §3.3, §10.2):
///   (1) Look for what is kept, and has not expired.
///   (2) Ask for the record, each time: a new id means a new policy, and with it hosts that the kept one may not name.
///   (3) No record, a broken one, or no answer: what is kept stays in force.
///   (4) The id of what is kept: nothing to fetch.
///   (5) Another id: fetch. Where that fails, what is kept stays in force.
/// </remarks>
internal sealed partial class StsMemory(
    IResolver resolver, IStsPolicyStore store, StsFetches fetches, TimeProvider time, ILogger<StsMemory> logger)
{
    private const int ShownHosts = 5;

    /// <summary>What is known; null: the domain publishes nothing, and never did.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async Task<StsAnswer?> FindAsync(string domain, CancellationToken cancellationToken)
    {
        var kept = await KeptAsync(domain, cancellationToken);                                                     // (1)
        var place = StsRecord.NameFor(domain);
        var texts = await resolver.FindTextAsync(place, cancellationToken);                                        // (2)
        var record = StsRecord.Read(texts.Records);
        if (texts.IsError)                                                                                         // (3)
            return FromMemory(kept, $"the look-up of {place} TXT failed: {texts.Outcome.Word()}") ?? Unknown(
                $"the look-up of {place} TXT failed: {texts.Outcome.Word()}");
        if (record.State is TxtRecordState.Absent) return FromMemory(kept, "its record is gone");
        if (record.State is TxtRecordState.Invalid)
            return FromMemory(kept, $"its record cannot be used: {string.Join(' ', record.Flaws)}") ?? new(null, null,
                $"the record at {place} cannot be used: {string.Join(' ', record.Flaws)}");
        if (kept is not null && kept.Id == record.Id) return Answer(kept, null);                                   // (4)

        var (fetched, fetch) = await fetches.GetAsync(domain, record.Id!, cancellationToken);                      // (5)
        if (fetched is not null) return Answer(fetched, fetch.Words);
        var why = $"the policy of id {record.Id} could not be had: {fetch.Words}";
        return FromMemory(kept, why) ?? Unknown(why);
    }

    private async Task<StoredStsPolicy?> KeptAsync(string domain, CancellationToken cancellationToken)
    {
        try
        {
            var kept = await store.FindAsync(domain, cancellationToken);
            return kept?.ExpiresAt > time.GetUtcNow() ? kept : null;
        }
        catch (IOException fault)
        {
            // What the domain publishes now can still be had, and no mail need wait for our disk.
            LogStsMemoryUnreadable(domain, fault);
            return null;
        }
    }

    private static StsAnswer Unknown(string why) => new(null, null, why) { IsUnknown = true };

    private static StsAnswer? FromMemory(StoredStsPolicy? kept, string why) =>
        kept is null ? null : Answer(kept, $"kept from {kept.FetchedAt:yyyy-MM-dd HH:mm}Z, since {why}");

    private static StsAnswer Answer(StoredStsPolicy policy, string? note)
    {
        var mx = policy.Policy.Mx.Take(ShownHosts).ToList();
        if (policy.Policy.Mx.Count > ShownHosts) mx.Add("and others");
        var hosts = mx.Count == 0 ? "" : $", mx {string.Join(' ', mx)}";
        var words = $"mode {policy.Policy.Mode.ToString().ToLowerInvariant()}, id {policy.Id}{hosts}";
        return new(policy.Policy, policy.ExpiresAt, note is null ? words : $"{words} ({note})");
    }

    [LoggerMessage(EventIds.StsMemoryUnreadable, LogLevel.Warning,
        "what is remembered of {Domain} (MTA-STS) cannot be read; only what it publishes now counts")]
    private partial void LogStsMemoryUnreadable(string domain, Exception fault);
}
