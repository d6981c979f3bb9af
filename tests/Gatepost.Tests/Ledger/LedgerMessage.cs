using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Tests.Ledger;

/// <summary>A message to make rows of.</summary>
internal sealed record LedgerMessage(long Number, int Part = 0)
{
    public string Sender { get; init; } = "harbour.test";

    public string Domain { get; init; } = "fog.test";

    public MailDirection Direction { get; init; } = MailDirection.Out;

    public LedgerEntry Accepted(DateTimeOffset at, LedgerMarks marks = LedgerMarks.None) => Row(at) with
    {
        Kind = LedgerKind.Accepted,
        Outcome = LedgerOutcome.Accepted,
        Marks = marks,
    };

    /// <summary>An operator drops it.</summary>
    public LedgerEntry Dropped(DateTimeOffset at) => Row(at) with
    {
        Kind = LedgerKind.Dropped,
        Outcome = LedgerOutcome.Dropped,
        Tls = TlsFacts.Clear(),
    };

    /// <summary>An attempt at one host.</summary>
    public LedgerEntry[] Attempt(
        DateTimeOffset at, LedgerOutcome outcome, Assurance reached, LedgerMarks marks = LedgerMarks.None,
        TlsReason reason = TlsReason.None) =>
        [
            Row(at) with
            {
                Kind = LedgerKind.Attempt,
                Outcome = outcome,
                Marks = marks,
                Tls = reached is Assurance.Clear
                    ? TlsFacts.Clear(reason is TlsReason.None ? null : reason.Plain(), reason)
                    : Encrypted with { Reached = reached, Reachable = reached, Reason = reason },
            },
        ];

    private static TlsFacts Encrypted { get; } = new()
    {
        Protocol = "TLSv1.3",
        CipherSuite = "TLS_AES_256_GCM_SHA384",
        Reached = Assurance.Encrypted,
        Reachable = Assurance.Encrypted,
        Proofs = TlsProofs.Tls | TlsProofs.Strong,
    };

    private LedgerEntry Row(DateTimeOffset at) => LedgerRowsOfTests.Row(at) with
    {
        Direction = Direction,
        QueueId = new QueueId(Number << 10).WithPart(Part),
        SenderDomain = Sender,
        RecipientDomain = Domain,
        Size = 1000,
        Tls = Encrypted,
    };
}
