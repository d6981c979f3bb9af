using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Tests.Delivery;

namespace Gatepost.Tests.Checks;

/// <summary>Certificates of the scenes, and the TLSA records that fit them.</summary>
internal static class SceneCertificates
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly X509Certificate2 Intermediate = TestCertificates.Authority(TestCertificates.Ca, "Harbour Intermediate");

    public static readonly X509Certificate2 Good = For("mx1.lighthouse.test", "mx2.lighthouse.test");

    public static readonly X509Certificate2 Other = For("mx1.lighthouse.test", "mx2.lighthouse.test");

    public static X509Certificate2 For(params string[] names) => TestCertificates.Leaf(TestCertificates.Ca, names, Start, Start.AddYears(1));

    public static X509Certificate2 Until(int days) =>
        TestCertificates.Leaf(TestCertificates.Ca, ["mx1.lighthouse.test"], Start, Outgoing.Noon.AddDays(days));

    public static X509Certificate2 From(int days) =>
        TestCertificates.Leaf(TestCertificates.Ca, ["mx1.lighthouse.test"], Outgoing.Noon.AddDays(days), Outgoing.Noon.AddDays(days + 90));

    public static X509Certificate2 SelfSigned { get; } = TestCertificates.Leaf(null, ["mx1.lighthouse.test"], Start, Start.AddYears(20));

    public static X509Certificate2 BelowIntermediate { get; } =
        TestCertificates.Leaf(Intermediate, ["mx1.lighthouse.test"], Start, Start.AddYears(1));

    public static X509Certificate2 OfKnownCa { get; } = TestCertificates.Leaf(
        TestCertificates.Authority(TestCertificates.Ca, "Let's Encrypt R99"), ["mx1.lighthouse.test"], Start, Start.AddYears(1));

    public static X509Certificate2 ForClientsOnly { get; } = MakeForClients();

    public static string Tlsa(byte usage, byte selector, byte type, X509Certificate2 certificate)
    {
        var what = selector == 0 ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        var data = type switch { 1 => SHA256.HashData(what), 2 => SHA512.HashData(what), _ => what };
        return $"{usage} {selector} {type} {Convert.ToHexStringLower(data)}";
    }

    private static X509Certificate2 MakeForClients()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=client", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("mx1.lighthouse.test");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var bare = request.Create(TestCertificates.Ca, Start, Start.AddYears(1), RandomNumberGenerator.GetBytes(8));
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }
}
