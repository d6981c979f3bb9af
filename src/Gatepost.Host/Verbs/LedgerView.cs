using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Protocols.Text;

namespace Gatepost.Host.Verbs;

/// <summary>Rows of the ledger for people.</summary>
internal static class LedgerView
{
    private const int Peer = 60, Reply = 120, Whole = 300;

    public static void Print(Terminal terminal, IReadOnlyList<LedgerRow> rows)
    {
        if (rows.Count == 0)
        {
            terminal.Out.WriteLine("The ledger holds nothing that fits.");
            return;
        }

        var table = new Table(
            "Time (UTC)", "Message", "What", "From", "To", "Peer", "Wanted", "Reached", "TLS", "Outcome", "Reply");
        foreach (var row in rows)
        {
            table.Add(
                Amount.Moment(row.At),
                row.QueueId.ToString(),
                $"{row.Direction}: {row.Kind}",
                row.SenderDomain.Length == 0 ? "<>" : PeerText.Escape(row.SenderDomain, Peer),
                PeerText.Escape(row.RecipientDomain, Peer),
                PeerText.Shorten(row.Peer, Peer),
                row.Wanted,
                Reached(row),
                row.Tls.Protocol is { } protocol
                    ? PeerText.Escape($"{protocol} {row.Tls.CipherSuite}", Peer)
                    : PeerText.Shorten(row.Tls.Problem, Peer),
                row.Outcome,
                PeerText.Shorten(Said(row), Reply));
        }

        table.Print(terminal);
    }

    /// <summary>What TLS was like, in one line.</summary>
    public static string Tls(TlsRow tls)
    {
        var text = tls.Protocol is { } protocol ? $"{tls.Reached}: {protocol} {tls.CipherSuite}" : tls.Reached;
        if (tls.VouchedBy is { } voucher) text += $", vouched for by {PeerText.Escape(voucher, Whole)}";
        return tls.Problem is { } problem ? $"{text} ({PeerText.Shorten(problem, Whole)})" : text;
    }

    // That an operator let a message go says more than what the host said of it.
    private static string Said(LedgerRow row) =>
        row.Why.StartsWith("operator: ", StringComparison.Ordinal) ? $"{row.Why}; {row.Reply}" : row.Reply;

    private static Cell Reached(LedgerRow row) => row is { Carried: false, Tls.Protocol: null }
        ? new Cell("nothing sent")
        : new Cell(row.Tls.Reached, ColourOf(row.Tls.Reached));

    private static string ColourOf(string assurance) => assurance switch
    {
        "clear" => "red",
        "encrypted" => "yellow",
        _ => "green",
    };
}
