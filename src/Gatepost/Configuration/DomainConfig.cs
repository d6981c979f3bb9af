namespace Gatepost.Configuration;

/// <summary>One <c>[[domain]]</c>: a domain of ours, for which mail is taken in.</summary>
public sealed record DomainConfig
{
    /// <summary>Normalized (A-labels, lower case). A leading dot stands for all subdomains.</summary>
    public required string Name { get; init; }

    /// <summary>The server behind us that takes its mail.</summary>
    public required HostPort NextHop { get; init; }

    /// <summary>Whether recipients are asked of the next hop before they are taken (call-forward).</summary>
    public bool VerifyRecipients { get; init; }

    /// <summary>What the next hop is to a message with REQUIRETLS.</summary>
    public RequireTlsHop RequireTls { get; init; }

    /// <summary>TLS towards the next hop.</summary>
    public TlsRequirement Tls { get; init; } = new();
}
