using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>What one address of one host proved when it was called and no mail was sent.</summary>
/// <param name="Peer"><c>name[address]:port</c>; the name alone where policy rules the host out.</param>
/// <param name="Tls">What TLS was like, and what could be proven.</param>
internal sealed record ReachedHost(string Peer, TlsFacts Tls)
{
    /// <summary>Why no mail could have been sent, or null.</summary>
    public string? Failure { get; init; }

    /// <summary>Nobody spoke SMTP there: it says nothing about TLS.</summary>
    public bool IsDown { get; init; }
}
