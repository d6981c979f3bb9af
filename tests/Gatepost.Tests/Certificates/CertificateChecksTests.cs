using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Tests.Delivery;

namespace Gatepost.Tests.Certificates;

public sealed class CertificateChecksTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Good_files_are_no_problem()
    {
        _fixture.WritePem("mx.pem", "mx.example.org");
        _fixture.Write("ca.pem", _fixture.Authority.RootPem);

        Assert.Empty(Check("[[certificate]]\nname = \"mx\"\ncertificate_file = \"mx.pem\"\n[outbound]\nca_file = \"ca.pem\"\n"));
    }

    [Fact]
    public void What_is_wrong_inside_a_file_is_told_where_the_file_is_named()
    {
        _fixture.Write("mx.pem", _fixture.Authority.RootPem);
        _fixture.Write("ca.pem", "rubbish");

        var problems = Check("[[certificate]]\nname = \"mx\"\ncertificate_file = \"mx.pem\"\n[outbound]\nca_file = \"ca.pem\"\n");

        Assert.Equal(2, problems.Count);
        var file = _fixture.Path("gatepost.toml");
        Assert.Equal(
            $"{file}:6:20: error: certificate[1]: certificate_file holds no private key; put the right files there", problems[0]);
        Assert.StartsWith($"{file}:8:11: error: outbound.ca_file: ", problems[1], StringComparison.Ordinal);
        Assert.Contains("holds no certificate in PEM", problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_has_ended_is_a_warning()
    {
        _fixture.WritePem("mx.pem", "mx.example.org");
        _fixture.Time.AdjustTime(_fixture.Time.GetUtcNow().AddDays(100));

        var problem = Assert.Single(Check("[[certificate]]\nname = \"mx\"\ncertificate_file = \"mx.pem\"\n"));

        Assert.Contains("warning: certificate[1]: expired on 2026-07-30", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_authority_that_everybody_can_go_to_is_none_by_which_a_partner_is_known(bool isPublic)
    {
        File.WriteAllText(_fixture.Path("ca.pem"), TestCertificates.Ca.ExportCertificatePem());
        var roots = new X509Certificate2Collection(isPublic ? TestCertificates.Ca : TestCertificates.OtherCa);
        _fixture.Time.AdjustTime(Outgoing.Noon);

        var problems = Check("[[partner]]\ndomains = [\"lighthouse.test\"]\ndirections = \"in\"\ninbound = \"certificate\"\n"
            + "inbound_client_ca_file = \"ca.pem\"\n", roots).Where(problem => problem.Contains("inbound_client_ca_file")).ToList();

        if (isPublic)
        {
            var problem = Assert.Single(problems);
            Assert.Contains("warning: ", problem, StringComparison.Ordinal);
            Assert.Contains("trusts for everybody", problem, StringComparison.Ordinal);
            Assert.Contains("inbound_client_pins", problem, StringComparison.Ordinal);
        }
        else Assert.Empty(problems);
    }

    private List<string> Check(string more, X509Certificate2Collection? roots = null)
    {
        _fixture.Write("gatepost.toml", "hostname = \"mx.example.org\"\ndata_dir = \"data\"\n"
            + "listener = [{ role = \"relay\", listen = \"127.0.0.1:0\", networks = \"127.0.0.1\" }]\n" + more);
        var checks = new CertificateChecks(_fixture.Time, roots);
        var result = ConfigReader.Read(_fixture.Path("gatepost.toml"), new Dictionary<string, string>(), [checks]);
        return [.. result.Problems.Select(static problem => problem.ToString())];
    }
}
