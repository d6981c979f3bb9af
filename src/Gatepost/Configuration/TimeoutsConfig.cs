namespace Gatepost.Configuration;

/// <summary><c>[timeouts]</c>: RFC 5321 §4.5.3.2.</summary>
public sealed record TimeoutsConfig
{
    /// <summary>As server: between two commands (§4.5.3.2.7).</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>As server: between two blocks of content.</summary>
    public TimeSpan Content { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>A TLS handshake, either side.</summary>
    public TimeSpan TlsHandshake { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>As client: one address to connect to.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>As client: the greeting (§4.5.3.2.1).</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>As client: the replies to EHLO, STARTTLS, MAIL and RCPT (§4.5.3.2.2, §4.5.3.2.3).</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>As client: the 354 (§4.5.3.2.4).</summary>
    public TimeSpan DataReply { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>As client: one block of content (§4.5.3.2.5).</summary>
    public TimeSpan DataBlock { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>As client: the reply to the final dot (§4.5.3.2.6).</summary>
    public TimeSpan FinalReply { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>As client: all that one message costs at all hosts together, until the final reply is awaited.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long sessions and attempts may go on after the signal to stop.</summary>
    public TimeSpan Shutdown { get; init; } = TimeSpan.FromSeconds(30);
}
