using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Checks;
using Gatepost.Checks.Reports;
using Gatepost.Checks.Survey;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Host.Check;
using Gatepost.Host.Output;
using Gatepost.Messages;
using Gatepost.Protocols.Dane;
using Gatepost.Tests.Delivery;
using Gatepost.TlsPolicy;
using CheckProse = Gatepost.Host.Check.Prose;

namespace Gatepost.Tests.Checks;

/// <summary>Certificates so weak, or so sent, that the platform of the tests would not serve them.</summary>
public sealed class CertificateStrengthCheckTests
{
    // ecdsa-with-SHA1, by a CA of its own.
    private const string SignedWithSha1 =
        "MIIBKDCBzwIUOxzMHYtE7En+CIF7rRqz9C2qxf4wCQYHKoZIzj0EATARMQ8wDQYDVQQDDAZPbGQgQ0EwHhcNMjYxMTI0MTMwNDE3" +
        "WhcNNDYxMTE5MTMwNDE3WjAeMRwwGgYDVQQDDBNteDEubGlnaHRob3VzZS50ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" +
        "Y+yKvd3coeO4ti3EQgX5jizDNcR67CC4O8wXsGcX/tgYJl5HNvUSHVIfFD3vdfW2XCYRDzI1j94/tFwCXuuqrzAJBgcqhkjOPQQB" +
        "A0kAMEYCIQCTlcee8WCgldxlIpaNYYeQChw/lilF39V7FUcSf0AZoQIhAPufmmzlbpUfIOwSsQYebVhRz64ZjeLccnMnHSSxTwWm";

    private static X509Certificate2 Make(int bits)
    {
        using var key = RSA.Create(bits);
        var request = new CertificateRequest("CN=mx1.lighthouse.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var authority = RSA.Create(2048);
        var name = new X500DistinguishedName("CN=Some CA");
        return request.Create(name, X509SignatureGenerator.CreateForRSA(authority, RSASignaturePadding.Pkcs1),
            Outgoing.Noon.AddDays(-10), Outgoing.Noon.AddDays(80), [1, 2, 3]);
    }

    private static DomainSurvey Survey(params X509Certificate2[] sent)
    {
        var call = new DialRecord();
        var seen = PeerCertificate.Read(sent[0], null, true, Outgoing.Noon) with
        {
            Presented = [.. sent.Select(certificate => (ReadOnlyMemory<byte>)certificate.RawData)],
        };
        call.Secured(new PeerJudgement(null, TlsFacts.Clear(), true) { Certificate = seen });
        var route = Harbour.To(new IPEndPoint(IPAddress.Loopback, 25));
        return new DomainSurvey
        {
            Domain = "lighthouse.test",
            Config = Harbour.Config,
            At = Outgoing.Noon,
            Route = route,
            Decision = Harbour.At(TlsLevel.May),
            Dnssec = new(DnssecState.Validates, "", Outgoing.Noon),
            Hosts =
            [
                new HostSurvey
                {
                    Host = route.Hosts[0],
                    Demand = HostDemand.Nothing,
                    TlsaPlace = "_25._tcp.mx",
                    Tlsa = Nothing<TlsaRecord>(),
                    Addresses =
                    [
                        new AddressSurvey
                        {
                            Address = new IPEndPoint(IPAddress.Loopback, 25),
                            Peer = "mx",
                            Failure = null,
                            Tls = TlsFacts.Clear(),
                            Call = call,
                        },
                    ],
                },
            ],
        };
    }

    [Fact]
    public void They_are_told_in_these_words()
    {
        using var brief = Make(1024);
        using var old = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(SignedWithSha1));
        var survey = Survey(brief, old, SceneCertificates.Intermediate);
        var findings = new CertificateStrengthCheck().Judge(survey)
            .Concat(new CertificateTrustCheck().Judge(survey).Where(finding => finding.Kind == CertificateTrustCheck.Disorder));
        var output = new StringWriter();
        var terminal = new Terminal { In = TextReader.Null, Out = output, Error = TextWriter.Null, ReadSecret = () => null };

        new FindingsView(new CheckProse(terminal), explainsAll: true).Print(FindingReport.Of(findings, isOwn: false));

        Golden.Check("tests/Gatepost.Tests/Checks/golden/weak-certificates.txt", output.ToString());
    }

    private static DnsAnswer<T> Nothing<T>() => new(DnsOutcome.NoData, DnsSecurity.Insecure, [], "");

    [Theory]
    [InlineData(1024, "D7")]
    [InlineData(1536, "D7")]
    [InlineData(2048, null)]
    public void A_short_key_is_found(int bits, string? found)
    {
        using var certificate = Make(bits);

        Assert.Equal(found, new CertificateStrengthCheck().Judge(Survey(certificate)).SingleOrDefault()?.Kind.Id);
    }

    [Fact]
    public void A_broken_signature_is_found_in_any_certificate_but_a_root()
    {
        using var good = Make(2048);
        using var old = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(SignedWithSha1));

        Assert.Equal("D8", Assert.Single(new CertificateStrengthCheck().Judge(Survey(old))).Kind.Id);
        Assert.Equal("D8", Assert.Single(new CertificateStrengthCheck().Judge(Survey(good, old))).Kind.Id);
        Assert.Empty(new CertificateStrengthCheck().Judge(Survey(good)));
    }

    [Fact]
    public void Certificates_in_disorder_are_found_and_in_order_they_are_not()
    {
        using var other = Make(2048);
        Assert.Contains("D10", Ids(SceneCertificates.BelowIntermediate, other, SceneCertificates.Intermediate));
        Assert.DoesNotContain("D10", Ids(SceneCertificates.BelowIntermediate, SceneCertificates.Intermediate));

        static IEnumerable<string> Ids(params X509Certificate2[] sent) =>
            new CertificateTrustCheck().Judge(Survey(sent)).Select(finding => finding.Kind.Id);
    }
}
