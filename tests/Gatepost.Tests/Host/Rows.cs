using Gatepost.Host.Desk;
using Gatepost.Messages;

namespace Gatepost.Tests.Host;

/// <summary>Rows made up.</summary>
internal static class Rows
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly QueueId Id = new(1L << 40);

    public static TlsRow Clear { get; } = new() { Reached = "clear", Reachable = "clear", Problem = "STARTTLS is not offered" };

    public static QueueRow Entry(string sender = "ann@harbour.test", string? reason = null) => new()
    {
        Id = Id,
        State = "deferred",
        Sender = sender,
        Recipients = ["bob@fog.test", "eve@fog.test"],
        Destination = "fog.test",
        Direction = "out",
        Size = 10 * 1024,
        ArrivedAt = Noon - TimeSpan.FromHours(2),
        Attempts = 3,
        NextAttemptAt = Noon + TimeSpan.FromMinutes(20),
        Reason = reason ?? "450 4.2.0 come back later",
        Origin = new OriginRow { Listener = "relay", Address = "10.0.0.5", Helo = "mail.harbour.test", Tls = Clear },
    };

    public static LedgerRow Attempt(string reply = "250 2.0.0 taken") => new()
    {
        At = Noon,
        Kind = "attempt",
        Direction = "out",
        QueueId = Id,
        SenderDomain = "harbour.test",
        RecipientDomain = "fog.test",
        Recipients = 2,
        Size = 10 * 1024,
        Peer = "mx.fog.test[192.0.2.1]:25",
        Wanted = "may",
        Tls = Clear,
        Why = "default: may",
        Outcome = "delivered",
        Carried = true,
        Reply = reply,
    };
}
