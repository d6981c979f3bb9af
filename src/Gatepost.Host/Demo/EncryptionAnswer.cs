using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Host.Demo;

/// <summary>The answer to "do we encrypt our mail?", in one sentence with numbers.</summary>
internal static class EncryptionAnswer
{
    public static string Of(IReadOnlyList<LedgerEntry> rows, IReadOnlyList<QueuedMessage> waiting)
    {
        var sent = rows.Where(IsSent).ToList();
        var verified = sent.Count(row => row.Tls.Reached is not (Assurance.Clear or Assurance.Encrypted));
        var clear = sent.Where(row => row.Tls.Reached is Assurance.Clear).Select(row => row.RecipientDomain).ToList();
        var received = rows.Where(row => row is { Kind: LedgerKind.Accepted, Direction: MailDirection.In }).ToList();
        var receivedInClear = received.Count(row => row.Tls.Reached is Assurance.Clear);
        var exposed = clear.Count == 0 ? "none in clear text" : $"{clear.Count} in clear text ({Names(clear)})";
        var destinations = Names(waiting.Select(message => message.Domain));
        var held = waiting.Count == 0 ? "" : $", {waiting.Count} waits for encryption ({destinations})";
        return $"Of {Count(sent.Count, "message")} that left us, {verified} went over verified TLS and {exposed}{held}; "
            + $"of {Count(received.Count, "message")} that came in, {receivedInClear} came in clear text.";
    }

    private static bool IsSent(LedgerEntry row) =>
        row is { Kind: LedgerKind.Attempt, Direction: MailDirection.Out, Outcome: LedgerOutcome.Delivered };

    private static string Names(IEnumerable<string> domains) => string.Join(", ", domains.Distinct());

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
