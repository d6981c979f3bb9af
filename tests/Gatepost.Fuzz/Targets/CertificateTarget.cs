using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Delivery;
using Gatepost.Protocols.Dane;
using Gatepost.Tests.Fakes;

namespace Gatepost.Fuzz.Targets;

/// <summary>
/// What a certificate says of itself. The first octet chooses: the input is a whole certificate, or the value of one's
/// subjectAltName, or its subject.
/// </summary>
internal sealed class CertificateTarget : IFuzzTarget
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly byte[] Sample = FakeCertificates.OfPartner.RawData;

    public string Name => "certificate";

    public IReadOnlyList<string> Words { get; } =
        ["\x82", "\x87\x04", "\x30", "mx.lighthouse.example", "*.", "*", ".", "\xC3\xA9", "xn--", "\0", "\x55\x04\x03", "\x0C", "\x1E", "\x13", "\x31"];

    public ulong Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var body = input[1..];
        var key = CertificateDer.TryReadPublicKey(body, out _);
        using var certificate = Read(input[0] % 4, body);
        if (certificate is null) return Must.Shape(input[0] % 4, key ? 1 : 0);
        var names = new CertificateNames(certificate);
        var facts = Facts(certificate);
        foreach (var name in names.Dns) Must.Hold(name.Length <= 64 * 1024, "a name without an end");
        // What nobody was given matches nothing.
        Must.Hold(!names.Match(""), "the empty name is matched");
        Must.Hold(!names.Match("example"), "a wildcard covers a whole top level");
        var reference = names.Match("mx.lighthouse.example");
        Must.Hold(!reference || names.Dns.Any(static name => name is "mx.lighthouse.example" or "*.lighthouse.example"), "matched without a reason");
        Must.Hold(!names.Match("a.b.lighthouse.example") || names.Dns.Any(static name => name.EndsWith("b.lighthouse.example", StringComparison.Ordinal)),
            "a wildcard covers two labels");
        return Must.Shape(input[0] % 4, key ? 1 : 0, facts is null ? 0 : 1, Must.Rough(names.Dns.Count), names.CommonName is null ? 0 : 1, reference ? 1 : 0,
            Must.Rough(names.All.Count()), names.MatchOrCommonName("mx.lighthouse.example") ? 1 : 0);
    }

    // As PeerVerifier does.
    private static PeerCertificate? Facts(X509Certificate2 certificate)
    {
        try
        {
            return PeerCertificate.Read(certificate, null, isTrusted: false, DateTimeOffset.UnixEpoch);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static X509Certificate2? Read(int how, byte[] body)
    {
        try
        {
            if (how == 0) return X509CertificateLoader.LoadCertificate(body);
            if (how == 1) return X509CertificateLoader.LoadCertificate(Patched(body));
            var name = how == 2 ? new X500DistinguishedName("CN=x") : new X500DistinguishedName(body);
            var request = new CertificateRequest(name, Key, HashAlgorithmName.SHA256);
            if (how == 2) request.CertificateExtensions.Add(new X509Extension("2.5.29.17", body, critical: false));
            return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A good one with some octets exchanged: two for the place, one to put there.
    private static byte[] Patched(byte[] body)
    {
        var der = (byte[])Sample.Clone();
        for (var at = 0; at + 2 < body.Length; at += 3) der[((body[at] << 8) | body[at + 1]) % der.Length] = body[at + 2];
        return der;
    }
}
