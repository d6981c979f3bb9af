namespace Gatepost.Protocols.TlsProbe;

/// <summary>What a greeting offers. From SSL 3.0 on; SSL 2.0 has a greeting of its own (<see cref="Ssl2Hello"/>).</summary>
public sealed record ClientHelloOffer
{
    /// <summary>The oldest version; it matters only together with TLS 1.3, which lists versions (RFC 8446 §4.2.1).</summary>
    public TlsVersion Lowest { get; init; } = TlsVersion.Tls12;

    /// <summary>The newest version.</summary>
    public TlsVersion Highest { get; init; } = TlsVersion.Tls13;

    /// <summary>Code points, the best liked first.</summary>
    public required IReadOnlyList<int> CipherSuites { get; init; }

    /// <summary>Groups, the best liked first; none leaves the extension out.</summary>
    public IReadOnlyList<TlsGroup> Groups { get; init; } = [];

    /// <summary>Schemes, the best liked first; none leaves the extension out.</summary>
    public IReadOnlyList<SignatureScheme> Signatures { get; init; } = [];

    /// <summary>The host that is called, a name of ASCII; null leaves it unsaid.</summary>
    public string? ServerName { get; init; }

    /// <summary>Halves of key exchanges. None makes a server of TLS 1.3 say which group it wants (RFC 8446 §4.2.8).</summary>
    public IReadOnlyList<KeyShare> KeyShares { get; init; } = [];

    /// <summary>What else it asks for.</summary>
    public ClientHelloTraits Traits { get; init; } = ClientHelloTraits.Usual;

    /// <summary>How it speaks of renegotiation.</summary>
    public RenegotiationSignal Renegotiation { get; init; } = RenegotiationSignal.Scsv;

    /// <summary>The client's Finished of the handshake before, where this one renegotiates (RFC 5746 §3.5).</summary>
    public ReadOnlyMemory<byte> VerifyData { get; init; }

    /// <summary>32 octets by chance.</summary>
    public required ReadOnlyMemory<byte> Random { get; init; }

    /// <summary>Up to 32 octets; TLS 1.3 through middleboxes wants some (RFC 8446 §D.4).</summary>
    public ReadOnlyMemory<byte> SessionId { get; init; }
}
