using Gatepost.Messages;

namespace Gatepost.Ledger;

/// <summary>One row for each accepted message and each attempt at a host: how it was protected, and the proof.</summary>
public sealed record LedgerEntry
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it tells.</summary>
    public required LedgerKind Kind { get; init; }

    /// <summary>Which way the message goes.</summary>
    public required MailDirection Direction { get; init; }

    /// <summary>Which message.</summary>
    public required QueueId QueueId { get; init; }

    /// <summary>Domain of the reverse-path, normalized; empty for <c>&lt;&gt;</c>.</summary>
    public required string SenderDomain { get; init; }

    /// <summary>Domain of the recipients, normalized; the first one's where they are several.</summary>
    public required string RecipientDomain { get; init; }

    /// <summary>How many recipients.</summary>
    public required int Recipients { get; init; }

    /// <summary>Octets of content.</summary>
    public required long Size { get; init; }

    /// <summary>The peer: <c>name[address]:port</c> as far as known; empty where no host was reached for.</summary>
    public required string Peer { get; init; }

    /// <summary>What was asked of TLS.</summary>
    public required TlsLevel Wanted { get; init; }

    /// <summary>What TLS was like.</summary>
    public required TlsFacts Tls { get; init; }

    /// <summary>Why this level: the evidence of the decision, in one line.</summary>
    public required string Why { get; init; }

    /// <summary>How it ended.</summary>
    public required LedgerOutcome Outcome { get; init; }

    /// <summary>The reply, escaped and cut, or empty.</summary>
    public required string Reply { get; init; }

    /// <summary>What else is known.</summary>
    public LedgerMarks Marks { get; init; }
}
