namespace Gatepost.TlsPolicy;

/// <summary>
/// Remembers how domains used to be reached. It is fed by what our own deliveries proved and by nothing else: whoever sends us
/// mail can write nothing into it.
/// </summary>
public interface IDomainMemory
{
    /// <summary>What is known of a normalized domain; null where that is too little to call it a habit.</summary>
    ValueTask<DomainHabit?> RecallAsync(string domain, CancellationToken cancellationToken);
}
