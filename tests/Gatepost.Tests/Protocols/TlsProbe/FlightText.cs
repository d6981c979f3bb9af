using System.Globalization;
using System.Text;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Tests.Protocols.TlsProbe;

/// <summary>A server's answer in lines, for a golden file.</summary>
internal static class FlightText
{
    public static string Of(ServerFlight flight, Func<int, KeyExchangeKind> kindOf)
    {
        var text = new StringBuilder();
        if (flight.Trouble is not WireTrouble.None) Line(text, $"trouble {flight.Trouble}");
        if (flight.Alert is { } alert) Line(text, $"alert {alert.Level} {alert.Word}");
        if (flight.Hello is { } hello) Say(text, hello);
        if (flight.Certificates.Count > 0) Line(text, $"certificates {string.Join(' ', flight.Certificates.Select(der => der.Length))}");
        if (flight.KeyExchange is { } body)
            Say(text, ServerKeyExchange.Read(body, kindOf(flight.Hello!.CipherSuite), flight.Hello.Version));
        if (flight.AsksForCertificate) Line(text, $"asks for a certificate");
        Line(text, $"{(flight.IsComplete ? "complete" : "not complete")}");
        return text.ToString();
    }

    private static void Say(StringBuilder text, ServerHello hello)
    {
        Line(text, $"{(hello.IsRetryRequest ? "retry" : "hello")} {hello.Version.Word()} (says {hello.LegacyVersion.Word()})");
        Line(text, $"suite 0x{hello.CipherSuite:X4} compression {hello.Compression} group {hello.Group.Word()}");
        Line(text, $"extensions {string.Join(' ', hello.Extensions.Select(static e => $"{e.Type}[{e.Content.Length}]"))}");
        string[] shown =
        [
            hello.HasExtendedMasterSecret ? "extended-master-secret" : "",
            hello.HasRenegotiationInfo ? "renegotiation-info" : "",
            hello.HasSessionTicket ? "session-ticket" : "",
        ];
        if (hello.Version < TlsVersion.Tls13) Line(text, $"has {string.Join(' ', shown.Where(static word => word.Length > 0))}");
    }

    private static void Say(StringBuilder text, ServerKeyExchange? exchange) => Line(text, exchange switch
    {
        null => $"key exchange unread",
        { Prime.Length: > 0 } => $"field of {exchange.PrimeBits} bits, signed {exchange.Scheme.Word()}",
        _ => $"curve {exchange.Group.Word()}, a point of {exchange.Point.Length} octets, signed {exchange.Scheme.Word()}",
    });

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
