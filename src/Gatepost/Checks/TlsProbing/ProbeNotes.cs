using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>What answers teach by the way, whatever they were asked for: certificates, and the finite fields of key
/// exchanges.</summary>
internal sealed class ProbeNotes
{
    private readonly Dictionary<string, IReadOnlyList<byte[]>> _chains = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupFacts> _fields = new(StringComparer.Ordinal);

    /// <summary>The certificates, by the kind of key.</summary>
    public IReadOnlyList<ChainFacts> Chains =>
        [.. _chains.OrderBy(static known => known.Key, StringComparer.Ordinal)
            .Select(static known => new ChainFacts(known.Key, known.Value))];

    /// <summary>The finite fields, the smallest first.</summary>
    public IReadOnlyList<GroupFacts> Fields => [.. _fields.Values.OrderBy(static known => known.Bits)];

    /// <summary>Looks at an answer.</summary>
    public void Note(HelloAnswer answer)
    {
        if (answer is not { Hello: { } hello, Flight: { } flight }) return;
        var exchange = CipherSuites.KeyExchangeOf(CipherSuites.NameOf(hello.CipherSuite));
        var keyKind = exchange.EndsWith("ECDSA", StringComparison.Ordinal) ? "ECDSA"
            : exchange.Contains("RSA", StringComparison.Ordinal) ? "RSA"
            : null;
        NoteChain(keyKind, flight.Certificates);
        if (ExchangeOf(answer) is { Prime.Length: > 0 } field)
            _fields.TryAdd(Convert.ToHexString(field.Prime), GroupFacts.OfPrime(field));
    }

    /// <summary>Notes a chain; the kind of its key is null where nobody asked for one.</summary>
    public void NoteChain(string? keyKind, IReadOnlyList<byte[]> chain)
    {
        if (keyKind is not null && chain.Count > 0) _chains.TryAdd(keyKind, chain);
    }

    /// <summary>The server's half of the key exchange; null where there is none that we read.</summary>
    public static ServerKeyExchange? ExchangeOf(HelloAnswer answer) =>
        answer is { Hello: { } hello, Flight.KeyExchange: { } body }
            ? ServerKeyExchange.Read(body, CipherSuites.KindOf(hello.CipherSuite), hello.Version)
            : null;
}
