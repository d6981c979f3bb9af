using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Tests.Ledger;

/// <summary>Rows to write.</summary>
internal static class LedgerRowsOfTests
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static LedgerEntry Row(DateTimeOffset? at = null) => new()
    {
        At = at ?? Noon,
        Kind = LedgerKind.Attempt,
        Direction = MailDirection.Out,
        QueueId = new QueueId(1 << 10),
        SenderDomain = "harbour.test",
        RecipientDomain = "lighthouse.test",
        Recipients = 2,
        Size = 1234,
        Peer = "mx.lighthouse.test[127.0.0.1]:25",
        Wanted = TlsLevel.Secure,
        Tls = new TlsFacts
        {
            Protocol = "TLSv1.3",
            CipherSuite = "TLS_AES_256_GCM_SHA384",
            Names = ["mx.lighthouse.test"],
            Reached = Assurance.PartnerVerified,
            Reachable = Assurance.PartnerVerified,
            VouchedBy = "the lab's CA",
        },
        Why = "partner lighthouse: secure",
        Outcome = LedgerOutcome.Delivered,
        Reply = "250 2.0.0 taken",
    };
}
