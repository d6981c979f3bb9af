namespace Gatepost.Spool;

/// <summary>How much work a dispatcher can take.</summary>
/// <param name="Owner">Names the process.</param>
/// <param name="Until">When the leases run out.</param>
/// <param name="Max">At most so many.</param>
/// <param name="Except">Destinations that have enough waiting already: the slow ones must not hold up the others.</param>
public sealed record LeaseRequest(string Owner, DateTimeOffset Until, int Max, IReadOnlySet<string> Except)
{
    /// <summary>Of these, at most so many that were tried before: a storm of old mail leaves room for what is new.</summary>
    public int MaxTried { get; init; } = int.MaxValue;

    /// <summary>Destinations that have enough waiting for anything that was tried before.</summary>
    public IReadOnlySet<string> ExceptTried { get; init; } = Except;
}
