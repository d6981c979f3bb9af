using Gatepost.Diagnostics;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.TlsPolicy;
using Microsoft.Extensions.Logging;

namespace Gatepost.Storage;

/// <summary>
/// The memory of domains, which is what the ledger counts: nothing is written twice, and nobody can make it say what did not
/// happen. All of it is read now and then at once, and kept: some octets for each domain that gets mail regularly.
/// </summary>
/// <remarks>
/// Today does not count: a domain whose TLS broke this morning is compared with how it was, and not with this morning.
/// </remarks>
public sealed partial class LedgerMemory(ILedgerStore ledger, TimeProvider time, ILogger<LedgerMemory> logger) : IDomainMemory
{
    private const int Days = 90, FewestMessages = 5;

    // A backup MX with a worse certificate gets some of the mail; it must not hide what the others do.
    private const double NearlyAll = 0.9;

    private static readonly TimeSpan Life = TimeSpan.FromHours(1), LifeOfFailure = TimeSpan.FromMinutes(1);

    private static readonly TlsProofs[] Proofs = [.. Enum.GetValues<TlsProofs>().Where(proof => proof is not TlsProofs.None)];

    private readonly Lock _gate = new();
    private Task<Dictionary<string, DomainHabit>>? _known;
    private DateTimeOffset _until;

    /// <inheritdoc />
    public async ValueTask<DomainHabit?> RecallAsync(string domain, CancellationToken cancellationToken)
    {
        Task<Dictionary<string, DomainHabit>> known;
        lock (_gate)
        {
            if (_known is null) (_known, _until) = (ReadAsync([]), time.GetSteadyTime() + Life);
            // What was known serves on while it is read anew.
            else if (_until <= time.GetSteadyTime() && _known.IsCompletedSuccessfully)
            {
                (var old, _until) = (_known, time.GetSteadyTime() + Life);
                _ = RenewAsync(old.Result);
            }

            known = _known;
        }

        return (await known.WaitAsync(cancellationToken)).GetValueOrDefault(domain);
    }

    private async Task RenewAsync(Dictionary<string, DomainHabit> old)
    {
        var renewed = ReadAsync(old);
        await renewed;
        lock (_gate) _known = renewed;
    }

    private async Task<Dictionary<string, DomainHabit>> ReadAsync(Dictionary<string, DomainHabit> old)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        try
        {
            var lines = await ledger.SummarizeAsync(
                new SummaryQuery { Since = today.AddDays(-Days), Until = today, Group = SummaryGroup.Domain },
                CancellationToken.None);
            return lines.Where(line => line is { Leg: MailLeg.Sent, Fate: MessageFate.Carried, Domain: not null })
                .GroupBy(line => line.Domain!)
                .Select(group => (Domain: group.Key, Habit: HabitOf([.. group])))
                .Where(known => known.Habit.Messages >= FewestMessages)
                .ToDictionary(known => known.Domain, known => known.Habit, StringComparer.Ordinal);
        }
        catch (Exception fault)
        {
            LogMemoryUnreadable(fault);
            lock (_gate) _until = time.GetSteadyTime() + LifeOfFailure;
            return old;
        }
    }

    private static DomainHabit HabitOf(IReadOnlyList<SummaryLine> lines)
    {
        var messages = lines.Sum(line => line.Messages);
        var habit = TlsProofs.None;
        foreach (var proof in Proofs)
        {
            var proven = lines.Where(line => line.Shown.Proofs.HasFlag(proof)).Sum(line => line.Messages);
            if (proven >= NearlyAll * messages) habit |= proof;
        }

        return new(habit, messages, lines.Max(line => line.Last));
    }

    [LoggerMessage(EventIds.MemoryUnreadable, LogLevel.Error,
        "how domains used to be reached cannot be read from the ledger; until it can, nobody notices when they become worse")]
    private partial void LogMemoryUnreadable(Exception fault);
}
