using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Bench;

/// <summary>
/// An organisation's mail as a ledger would tell it: some ten thousand domains of which few get most of the mail, each with hosts
/// and a TLS of its own; working days and nights; messages that are deferred first, fail, or wait for TLS. The same seed gives
/// the same mail.
/// </summary>
internal sealed class LedgerWorld(int domains, int seed)
{
    private const string Own = "harbour.example";

    // Of a thousand messages to those without TLS, so many wait for it and are given up.
    private const int HeldForTls = 100;

    private readonly Random _random = new(seed);
    private readonly LedgerPeer[] _peers = [.. Enumerable.Range(0, domains).Select(i => LedgerPeer.Number(i, seed))];
    private long _sequence;

    /// <summary>One message and all that was written about it: two to five rows, in the order of time.</summary>
    public IReadOnlyList<LedgerEntry> Message(DateTimeOffset at)
    {
        // Each ten times rarer peer gets a tenth of the mail.
        var peer = _peers[(int)Math.Exp(_random.NextDouble() * Math.Log(_peers.Length))];
        var id = new QueueId(((QueueId.FirstAt(at).MessageNumber & ~0xFFFL) | (++_sequence & 0xFFF)) << 10);
        return _random.Next(2) == 0 ? In(at, id, peer) : Out(at, id, peer);
    }

    private LedgerEntry[] In(DateTimeOffset at, QueueId id, LedgerPeer peer)
    {
        var taken = Row(at, id, MailDirection.In) with
        {
            SenderDomain = peer.Domain,
            RecipientDomain = Own,
            Peer = $"{peer.Host}[192.0.2.1]",
            Tls = peer.AsClient,
        };
        var given = taken with
        {
            At = at.AddMilliseconds(300),
            Kind = LedgerKind.Attempt,
            Peer = "mail.harbour.example[10.0.0.5]:25",
            Tls = LedgerPeer.Inside,
            Wanted = TlsLevel.Encrypt,
            Outcome = LedgerOutcome.Delivered,
            Reply = "1 delivered: \"250 2.0.0 Ok: queued\"",
            Why = "domain harbour.example: level encrypt",
        };
        return [taken, given];
    }

    private List<LedgerEntry> Out(DateTimeOffset at, QueueId id, LedgerPeer peer)
    {
        var taken = Row(at, id, MailDirection.Out) with
        {
            SenderDomain = Own,
            RecipientDomain = peer.Domain,
            Peer = "mail.harbour.example[10.0.0.5]",
            Tls = LedgerPeer.Inside,
        };
        var rows = new List<LedgerEntry>(3) { taken };
        var attempt = taken with
        {
            Kind = LedgerKind.Attempt,
            Peer = $"{peer.Host}[192.0.2.1]:25",
            Tls = peer.AsServer,
            Why = "default: level may",
        };
        var chance = _random.Next(1000);
        var when = at.AddMilliseconds(700);
        if (!peer.AsServer.IsEncrypted && chance < HeldForTls)
        {
            var held = attempt with { Wanted = TlsLevel.Encrypt, Why = "partner: level encrypt", Marks = LedgerMarks.TlsProblem };
            rows.Add(held with { At = when, Outcome = LedgerOutcome.Deferred, Reply = "TLS is required, and STARTTLS is not offered" });
            rows.Add(held with { At = when.AddHours(3), Outcome = LedgerOutcome.Failed, Reply = "given up, its time is over" });
            return rows;
        }

        for (var tries = chance switch { < 60 => 1, < 65 => 3, _ => 0 }; tries > 0; tries--, when = when.AddMinutes(20))
            rows.Add(attempt with { At = when, Outcome = LedgerOutcome.Deferred, Reply = "1 deferred: \"450 4.2.0 greylisted\"" });
        rows.Add(chance is > 985
            ? attempt with { At = when, Outcome = LedgerOutcome.Failed, Reply = "1 failed: \"550 5.1.1 User unknown\"" }
            : attempt with { At = when, Outcome = LedgerOutcome.Delivered, Reply = "1 delivered: \"250 2.0.0 Ok: queued\"" });
        return rows;
    }

    private LedgerEntry Row(DateTimeOffset at, QueueId id, MailDirection direction) => new()
    {
        At = at,
        Kind = LedgerKind.Accepted,
        Direction = direction,
        QueueId = id,
        SenderDomain = "",
        RecipientDomain = "",
        Recipients = 1 + (_random.Next(20) / 19),
        Size = 2000 + (long)Math.Exp(_random.NextDouble() * 14),
        Peer = "",
        Wanted = TlsLevel.May,
        Tls = LedgerPeer.Inside,
        Why = "listener mx",
        Outcome = LedgerOutcome.Accepted,
        Reply = "",
    };
}
