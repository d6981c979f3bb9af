using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Fuzz.Targets;

/// <summary>What a stranger answers to a ClientHello. The first octet chooses the size of the pieces and the kind of the key
/// exchange; the same octets go to both handshakes, which must fail and not fall.</summary>
internal sealed class TlsFlightTarget : IFuzzTarget
{
    public string Name => "tls-flight";

    public IReadOnlyList<string> Words { get; } =
    [
        "\x16\x03\x03", "\x15\x03\x03\x00\x02\x02\x28", "\x14\x03\x03\x00\x01\x01", "\x17\x03\x03", "\x02\x00\x00", "\x0b\x00", "\x0c\x00\x00", "\x0e\x00\x00\x00",
        "\x0d\x00", "\x14\x00\x00\x0c", "\x00\x17\x00\x00", "\xff\x01\x00\x01\x00", "\x00\x2b\x00\x02\x03\x04", "\x00\x33\x00\x02\x00\x17", "\xc0\x2f", "\x13\x01", "\x03\x00\x17\x41\x04",
        "\xCF\x21\xAD\x74\xE5\x9A\x61\x11\xBE\x1D\x8C\x02\x1E\x65\xB8\x91\xC2\xA2\x11\x16\x7A\xBB\x8C\x5E\x07\x9E\x09\xE2\xC8\xA8\x33\x9C",
    ];

    public ulong Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var octets = input.AsSpan(1);
        var kind = (KeyExchangeKind)(input[0] % 5);
        var whole = Read(octets, int.MaxValue);
        var pieces = Read(octets, 1 + (input[0] >> 3));
        Must.BeEqual(Shape(whole, kind), Shape(pieces, kind), "pieces are read differently");
        Must.BeEqual(whole.Trouble, pieces.Trouble, "pieces are judged differently");
        Check(whole);
        TryHandshakes(octets);
        return Shape(whole, kind);
    }

    private static ServerFlight Read(ReadOnlySpan<byte> octets, int piece)
    {
        var flight = new ServerFlight();
        for (var at = 0; at < octets.Length; at += Math.Min(piece, octets.Length - at))
            flight.Feed(octets.Slice(at, Math.Min(piece, octets.Length - at)));
        return flight;
    }

    private static void Check(ServerFlight flight)
    {
        Must.Hold(!flight.IsComplete || flight.Hello is not null, "complete without a ServerHello");
        Must.Hold(flight.Certificates.Count <= TlsLimits.Certificates, "too many certificates");
        if (flight.Hello is not { } hello) return;
        Must.Hold(hello.SessionId.Length <= 32, "a session id that is too long");
        Must.Hold(hello.Extensions.Count <= TlsLimits.Extensions, "too many extensions");
        Must.BeOneLine(hello.Group.Word() + hello.Version.Word(), "a name");
    }

    private static void TryHandshakes(ReadOnlySpan<byte> octets)
    {
        using var tls12 = new Tls12Handshake(new("mx.example"));
        tls12.Begin();
        tls12.Feed(octets);
        Must.Hold(tls12.Completed == 0, "a session without keys");
        using var tls13 = new Tls13Handshake(new(null));
        tls13.Begin();
        tls13.Feed(octets);
        Must.Hold(tls13.Progress is not HandshakeProgress.Established, "a session without keys");
    }

    private static ulong Shape(ServerFlight flight, KeyExchangeKind kind)
    {
        var exchange = flight.KeyExchange is { } body ? ServerKeyExchange.Read(body, kind, flight.Hello!.Version) : null;
        return Must.Shape((int)flight.Trouble, flight.IsComplete ? 1 : 0, flight.Alert?.Description ?? -1, flight.Certificates.Count,
            flight.Hello is { } hello ? Must.Rough(hello.Extensions.Count) : -1, flight.Hello?.IsRetryRequest == true ? 1 : 0,
            exchange is null ? 0 : 1, Must.Rough(exchange?.PrimeBits ?? 0), Must.Rough(exchange?.Point.Length ?? 0));
    }
}
