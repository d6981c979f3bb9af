using System.Globalization;
using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Delivery;

/// <summary>How a call ended, in one line for logs and the ledger, escaped.</summary>
internal static class AttemptSummary
{
    private const int ShownReply = 120;

    /// <summary>It came to no transaction.</summary>
    public static string Of(ConversationFailure failure) => failure.Describe();

    /// <summary>It came to transactions: <c>2 delivered, 1 failed: "550 5.1.1 no"</c>, with the gravest reply.</summary>
    public static string Of(IReadOnlyList<RecipientOutcome> put)
    {
        Span<int> counts = stackalloc int[4];
        var gravest = put[0];
        foreach (var outcome in put)
        {
            counts[(int)outcome.Disposition]++;
            if (Gravity(outcome) > Gravity(gravest)) gravest = outcome;
        }

        var words = new List<string>(counts.Length);
        foreach (var disposition in Enum.GetValues<Disposition>())
        {
            var count = counts[(int)disposition];
            if (count == 0) continue;
            words.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {disposition.ToString().ToLowerInvariant()}"));
        }

        return $"{string.Join(", ", words)}: {PeerText.Quote(gravest.Reply.ToString(), ShownReply)}";
    }

    private static int Gravity(RecipientOutcome outcome) => outcome.Disposition switch
    {
        Disposition.Failed => 3,
        Disposition.Unknown => 2,
        Disposition.Deferred => 1,
        _ => 0,
    };
}
