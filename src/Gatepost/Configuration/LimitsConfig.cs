namespace Gatepost.Configuration;

/// <summary><c>[limits]</c>: what one client, and all of them, may cost.</summary>
public sealed record LimitsConfig
{
    /// <summary>Sessions in all.</summary>
    public int Sessions { get; init; } = 1000;

    /// <summary>Sessions of one address (IPv4) or /64 (IPv6).</summary>
    public int SessionsPerAddress { get; init; } = 50;

    /// <summary>New sessions a minute of one address (IPv4) or /64 (IPv6).</summary>
    public int NewSessionsPerMinute { get; init; } = 600;

    /// <summary>Recipients of one message (RFC 5321 §4.5.3.1.8 wants at least 100).</summary>
    public int Recipients { get; init; } = 1000;

    /// <summary>Octets of one message (RFC 1870).</summary>
    public long MessageSize { get; init; } = 50L * 1024 * 1024;

    /// <summary>Octets of one command line, CRLF included (RFC 5321 §4.5.3.1.4 and what extensions add).</summary>
    public int CommandLine { get; init; } = 2048;

    /// <summary>Octets of one line of content, CRLF included; RFC 5321 §4.5.3.1.6 wants 1000, life needs more.</summary>
    public int ContentLine { get; init; } = 65536;

    /// <summary>Octets of the header section.</summary>
    public int Header { get; init; } = 256 * 1024;

    /// <summary>Received fields, over which a message loops (RFC 5321 §6.3).</summary>
    public int ReceivedFields { get; init; } = 100;

    /// <summary>Commands that carry no mail (NOOP, RSET, VRFY, EHLO …) in one session.</summary>
    public int JunkCommands { get; init; } = 100;

    /// <summary>Errors in one session.</summary>
    public int Errors { get; init; } = 20;

    /// <summary>Messages in one session.</summary>
    public int MessagesPerSession { get; init; } = 10_000;

    /// <summary>Failed logins in one session.</summary>
    public int LoginFailures { get; init; } = 3;
}
