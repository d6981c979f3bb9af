using Gatepost.Diagnostics;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

/// <summary>
/// Remembers what next hops said of recipients, for a while and not without bound. The key is the whole address, so what a
/// stranger makes us ask can only ever decide about the address that it asked for.
/// </summary>
/// <remarks>
/// That there was no answer is remembered shortly too, and for the whole domain: a next hop that is down must not cost each
/// recipient a wait. Its mail is taken meanwhile.
/// </remarks>
internal sealed class RecipientMemory(IRecipientVerifier verifier, TimeProvider time)
{
    /// <summary>Addresses remembered at most.</summary>
    public const int MaxAddresses = 100_000;

    /// <summary>How long an address that exists is believed to.</summary>
    public static readonly TimeSpan PositiveLife = TimeSpan.FromHours(1);

    /// <summary>How long an unknown address is believed to be unknown: a mailbox made today must get mail soon.</summary>
    public static readonly TimeSpan NegativeLife = TimeSpan.FromMinutes(5);

    /// <summary>How long a next hop that could not be asked is left alone, and one that would not say about an address.</summary>
    public static readonly TimeSpan NoAnswerLife = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Memory> _answers = new(StringComparer.Ordinal);

    private const int MaxSaid = 200;

    private readonly record struct Memory(RecipientAnswer Answer, DateTimeOffset Until);

    /// <summary>Addresses that are remembered now.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _answers.Count;
        }
    }

    /// <summary>The answer, from memory where it is fresh.</summary>
    public async ValueTask<RecipientAnswer> AskAsync(Mailbox recipient, CancellationToken cancellationToken)
    {
        var (domain, address) = ($"@{recipient.DomainKey}", $"{recipient.LocalPart}@{recipient.DomainKey}");
        if ((Fresh(address) ?? Fresh(domain)) is { } known) return known;
        var answer = await verifier.AskAsync(recipient, cancellationToken).ConfigureAwait(false);
        if (answer.Said is { Length: > MaxSaid } said) answer = answer with { Said = said[..MaxSaid] };
        Keep(answer.Verdict is RecipientVerdict.NoAnswer ? domain : address, answer);
        return answer;
    }

    private RecipientAnswer? Fresh(string key)
    {
        var now = time.GetSteadyTime();
        lock (_lock) return _answers.TryGetValue(key, out var memory) && memory.Until > now ? memory.Answer : null;
    }

    private void Keep(string key, RecipientAnswer answer)
    {
        var now = time.GetSteadyTime();
        lock (_lock)
        {
            if (_answers.Count >= MaxAddresses) Forget_NeedsLock(now);
            _answers[key] = new(answer, now + LifeOf(answer.Verdict));
        }
    }

    private static TimeSpan LifeOf(RecipientVerdict verdict) => verdict switch
    {
        RecipientVerdict.Exists => PositiveLife,
        RecipientVerdict.Unknown => NegativeLife,
        _ => NoAnswerLife,
    };

    /// <summary>Forgets what is stale; where all is fresh, all: asking again is cheaper than bookkeeping.</summary>
    private void Forget_NeedsLock(DateTimeOffset now)
    {
        foreach (var (key, memory) in _answers)
            if (memory.Until <= now) _answers.Remove(key);
        if (_answers.Count >= MaxAddresses) _answers.Clear();
    }
}
