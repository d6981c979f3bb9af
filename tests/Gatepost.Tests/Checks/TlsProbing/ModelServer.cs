using System.Buffers.Binary;
using Gatepost.Checks.TlsProbing;
using Gatepost.Protocols.TlsProbe;
using Gatepost.Tests.Protocols.TlsProbe;

namespace Gatepost.Tests.Checks.TlsProbing;

/// <summary>A server that answers greetings by the book and goes no further: what it can do is known exactly, and no cryptography
/// is needed to choose.</summary>
internal sealed record ModelServer
{
    private const int Alert = 21, Handshake = 22;

    public Dictionary<TlsVersion, int[]> Suites { get; init; } = [];

    public TlsGroup[] Groups { get; init; } = [TlsGroup.X25519, TlsGroup.Secp256r1];

    public bool OwnOrder { get; init; } = true;

    /// <summary>The modulus of its finite field.</summary>
    public byte[] Prime { get; init; } = [0xC5, .. new byte[127]];

    public SignatureScheme[] Schemes { get; init; } = [SignatureScheme.RsaSha256];

    /// <summary>Extensions that it answers to below TLS 1.3, where they are asked for.</summary>
    public int[] Answers { get; init; } = [];

    public bool Compresses { get; init; }

    public bool StopsFallback { get; init; }

    /// <summary>Closes instead of saying no.</summary>
    public bool ClosesForNo { get; init; }

    /// <summary>The only host that it knows; null knows all.</summary>
    public string? Host { get; init; }

    /// <summary>The curve that a client must offer, since the key lies on it; none asks for nothing.</summary>
    public TlsGroup KeyCurve { get; init; }

    /// <summary>Its certificate; null sends three octets that tell the kind of key.</summary>
    public byte[]? Certificate { get; init; }

    /// <summary>The ciphers of SSL 2.0; null does not speak it.</summary>
    public int[]? Ssl2Ciphers { get; init; }

    /// <summary>The answer to a record; empty to close.</summary>
    public byte[] Answer(byte[] record)
    {
        if ((record[0] & 0x80) != 0) return Ssl2Ciphers is null ? [] : Ssl2Answer();
        var hello = new HelloView(record);
        var version = Version(hello);
        if (version is TlsVersion.None) return No(TlsAlert.ProtocolVersion);
        if (Objection(hello, version) is { } objection) return No(objection);
        var group = Choose(Groups, Offered(hello, 10).Select(static code => (TlsGroup)code).ToArray());
        var suite = Choose(Suites[version], hello.Suites,
            code => CipherSuites.KindOf(code) is not KeyExchangeKind.Ecdhe || group is not TlsGroup.None);
        if (suite == 0 || (version is TlsVersion.Tls13 && group is TlsGroup.None)) return No(TlsAlert.HandshakeFailure);
        return version is TlsVersion.Tls13 ? Retry(hello, suite, group) : Full(hello, version, suite, group);
    }

    private int? Objection(HelloView hello, TlsVersion version)
    {
        if (Host is not null && Name(hello) != Host) return TlsAlert.UnrecognizedName;
        if (StopsFallback && hello.Suites.Contains(0x5600) && version < Suites.Keys.Max()) return TlsAlert.InappropriateFallback;
        if (KeyCurve is not TlsGroup.None && !Offered(hello, 10).Contains((int)KeyCurve)) return TlsAlert.HandshakeFailure;
        return null;
    }

    private TlsVersion Version(HelloView hello)
    {
        var offered = hello.Extensions.TryGetValue(43, out var list)
            ? HelloView.Numbers(list[1..]).Select(static code => (TlsVersion)code)
            : Suites.Keys.Where(version => version <= (TlsVersion)hello.Version && version is not TlsVersion.Tls13);
        return offered.Where(Suites.ContainsKey).DefaultIfEmpty(TlsVersion.None).Max();
    }

    private byte[] Full(HelloView hello, TlsVersion version, int suite, TlsGroup group)
    {
        var scheme = Schemes.FirstOrDefault(Offered(hello, 13).Select(static code => (SignatureScheme)code).Contains);
        var kind = CipherSuites.KindOf(suite);
        if (version is TlsVersion.Tls12 && kind is KeyExchangeKind.Ecdhe or KeyExchangeKind.Dhe && scheme is SignatureScheme.None)
            return No(TlsAlert.HandshakeFailure);
        byte[] extensions = [.. Answers.Where(hello.Extensions.ContainsKey).SelectMany(type => Extension(type, type == 0xFF01 ? [0] : []))];
        if (Answers.Contains(0xFF01) && hello.Suites.Contains(0xFF)) extensions = [.. extensions, .. Extension(0xFF01, [0])];
        byte compression = Compresses && hello.Compression.Contains((byte)1) ? (byte)1 : (byte)0;
        byte[] signature = version is TlsVersion.Tls12 ? [.. Two((int)scheme), 0, 2, 1, 2] : [0, 2, 1, 2];
        byte[] exchange = kind switch
        {
            KeyExchangeKind.Ecdhe => Message(12, [3, .. Two((int)group), 1, 9, .. signature]),
            KeyExchangeKind.Dhe => Message(12, [.. Vector(Prime), .. Vector([2]), .. Vector([7]), .. signature]),
            _ => [],
        };
        return Record(version,
        [
            .. Message(2, [.. Two((int)version), .. new byte[32], 0, .. Two(suite), compression, .. extensions.Length > 0 ? Vector(extensions) : []]),
            .. Message(11, [0, .. Vector([0, .. Vector(Certificate ?? [1, 2, (byte)(CipherSuites.NameOf(suite).Contains("ECDSA", StringComparison.Ordinal) ? 2 : 1)])])]),
            .. exchange,
            .. Message(14, []),
        ]);
    }

    private static byte[] Retry(HelloView hello, int suite, TlsGroup group)
    {
        var retry = Convert.FromHexString("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C");
        byte[] extensions = [.. Extension(43, [3, 4]), .. Extension(51, Two((int)group))];
        return Record(TlsVersion.Tls12,
            Message(2, [3, 3, .. retry, (byte)hello.SessionId.Length, .. hello.SessionId, .. Two(suite), 0, .. Vector(extensions)]));
    }

    private byte[] Ssl2Answer()
    {
        byte[] body = [4, 0, 1, 0, 2, 0, 1, .. Two(3 * Ssl2Ciphers!.Length), 0, 0, 0xCE, .. Ssl2Ciphers.SelectMany(static c => (byte[])[(byte)(c >> 16), (byte)(c >> 8), (byte)c])];
        return [.. Two(0x8000 | body.Length), .. body];
    }

    private T Choose<T>(T[] ours, T[] theirs, Func<T, bool>? fits = null) where T : struct
    {
        var (leading, other) = OwnOrder ? (ours, theirs) : (theirs, ours);
        return leading.Where(other.Contains).Where(fits ?? (static _ => true)).FirstOrDefault();
    }

    private static int[] Offered(HelloView hello, int type) =>
        hello.Extensions.TryGetValue(type, out var list) ? HelloView.Numbers(list[2..]) : [];

    private static string? Name(HelloView hello) =>
        hello.Extensions.TryGetValue(0, out var list) ? System.Text.Encoding.ASCII.GetString(list[5..]) : null;

    private byte[] No(int description) => ClosesForNo ? [] : Framed(Alert, TlsVersion.Tls12, [2, (byte)description]);

    private static byte[] Record(TlsVersion version, byte[] messages) => Framed(Handshake, version, messages);

    private static byte[] Framed(int type, TlsVersion version, byte[] content) => [(byte)type, .. Two((int)version), .. Vector(content)];

    private static byte[] Message(int type, byte[] body) => [(byte)type, 0, .. Vector(body)];

    private static byte[] Extension(int type, byte[] content) => [.. Two(type), .. Vector(content)];

    private static byte[] Vector(byte[] octets) => [.. Two(octets.Length), .. octets];

    private static byte[] Two(int number)
    {
        var octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)number);
        return octets;
    }
}
