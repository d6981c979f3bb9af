namespace Gatepost.Inbound;

/// <summary>What is special about a command.</summary>
[Flags]
internal enum CommandTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Answered also where TLS is required and not yet there (RFC 3207 §4: NOOP, EHLO, STARTTLS, QUIT).</summary>
    BeforeTls = 1,

    /// <summary>The last of a pipelined group: its reply is sent at once (RFC 2920 §3.1).</summary>
    EndsGroup = 2,

    /// <summary>Carries no mail: too many of it end the session.</summary>
    Junk = 4,
}
