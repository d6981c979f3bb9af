using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Tests.Ledger;

/// <summary>Messages to which anything happens, in batches of any size.</summary>
internal static class RandomMail
{
    private static readonly string[] Domains = ["fog.test", "mist.test", "lighthouse.test", "pier.test"];

    public static IEnumerable<IReadOnlyList<LedgerEntry>> Batches(int seed, int messages)
    {
        var random = new Random(seed);
        var work = new PriorityQueue<IReadOnlyList<LedgerEntry>, DateTimeOffset>();
        for (var i = 1; i <= messages; i++)
        {
            var at = LedgerRowsOfTests.Noon.AddMinutes(i * 7);
            var domain = Domains[random.Next(Domains.Length)];
            var message = new LedgerMessage(i)
            {
                Direction = random.Next(3) == 0 ? MailDirection.In : MailDirection.Out,
                Domain = domain,
                Sender = Domains[random.Next(Domains.Length)],
            };
            var mark = random.Next(4) == 0 ? LedgerMarks.FromInside : LedgerMarks.None;
            if (random.Next(10) > 0) work.Enqueue([message.Accepted(at, mark)], at);
            for (var attempts = random.Next(6); attempts > 0; attempts--)
            {
                at = at.AddMinutes(1 + random.Next(1000));
                work.Enqueue(Attempt(random, message, at), at);
            }

            if (random.Next(8) == 0) work.Enqueue([message.Dropped(at.AddMinutes(1))], at.AddMinutes(1));
        }

        while (work.Count > 0)
        {
            var batch = new List<LedgerEntry>();
            for (var size = random.Next(1, 40); size > 0 && work.TryDequeue(out var rows, out _); size--) batch.AddRange(rows);
            yield return batch;
        }
    }

    private static List<LedgerEntry> Attempt(Random random, LedgerMessage message, DateTimeOffset at)
    {
        var rows = new List<LedgerEntry>();
        for (var hosts = random.Next(1, 4); hosts > 0; hosts--)
        {
            var outcome = (LedgerOutcome)random.Next(1, 6);
            var marks = outcome is LedgerOutcome.Mixed
                ? (LedgerMarks)(random.Next(4) * (int)LedgerMarks.SomeDelivered)
                : LedgerMarks.None;
            if (random.Next(2) == 0) marks |= LedgerMarks.TlsProblem;
            rows.AddRange(message.Attempt(at, outcome, (Assurance)random.Next(6), marks, (TlsReason)random.Next(12)));
        }

        return rows;
    }
}
