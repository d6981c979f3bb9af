using System.Security.Authentication;
using System.Security.Cryptography;
using Gatepost.Configuration;
using Gatepost.Host.Partners;
using Gatepost.Messages;
using Gatepost.Tests.Checks;

namespace Gatepost.Tests.Host.Partners;

/// <summary>The scenes of <c>gatepost check</c>, tried as a partner's.</summary>
public sealed class PartnerTesterTests
{
    private static async Task<PartnerTest> TryAsync(string scene, TlsRequirement? tls = null)
    {
        await using var lab = new CheckLab(Scenes.Find(scene));
        return await lab.TryAsync(new() { Name = "lighthouse", Domains = ["lighthouse.test"], Tls = tls ?? new() });
    }

    [Theory]
    [InlineData("good", "encrypt, dane-only, verify, secure")]
    [InlineData("no-dane", "encrypt, verify, secure")]
    [InlineData("self-signed", "encrypt")]
    [InlineData("no-starttls", "")]
    public async Task Levels_are_those_of_which_a_check_says_that_nothing_would_break(string scene, string levels) =>
        Assert.Equal(levels, string.Join(", ", (await TryAsync(scene)).Levels));

    [Theory]
    [InlineData("sts-not-named", "MTA-STS")]
    [InlineData("sts-not-kept", "certificate")]
    [InlineData("tlsa-mismatch", "TLSA")]
    public async Task What_a_domain_publishes_and_does_not_keep_keeps_all_mail_from_it(string scene, string problem)
    {
        var test = await TryAsync(scene);

        Assert.Equal((HostTest.Nothing, false), (test.Highest, test.Meets(TlsLevel.May)));
        Assert.Contains(problem, Assert.Single(test.Hosts).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_down_is_not_held_against_the_others()
    {
        var test = await TryAsync("one-address-down");

        Assert.Equal(("secure", 1), (test.Highest, test.Hosts.Count(host => host.IsDown)));
        Assert.Null((await TryAsync("down")).Highest);
    }

    /// <summary>It is done every night, to servers that nobody here runs.</summary>
    [Fact]
    public async Task Each_address_is_called_once()
    {
        await using var lab = new CheckLab(Scenes.Find("good"));
        var test = await lab.TryAsync(new() { Name = "lighthouse", Domains = ["lighthouse.test"] });

        Assert.Equal(test.Hosts.Count, lab.Calls);
    }

    [Theory]
    [InlineData(true, "encrypt, fingerprint")]
    [InlineData(false, "encrypt")]
    public async Task A_pinned_key_is_as_good_as_its_row_says(bool isPinned, string levels)
    {
        var certificate = isPinned ? SceneCertificates.SelfSigned : SceneCertificates.Good;
        var key = Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
        var pin = new CertificatePin(PinKind.PublicKey, key);

        Assert.Equal(levels, string.Join(", ", (await TryAsync("self-signed", new() { Pins = [pin] })).Levels));
    }

    [Fact]
    public async Task A_version_older_than_the_row_asks_for_meets_no_level()
    {
        var row = new TlsRequirement { MinimumVersion = SslProtocols.Tls13 };

        Assert.Equal("may", (await TryAsync("old-ciphers", row)).Highest);
        Assert.Equal("encrypt", (await TryAsync("old-ciphers")).Highest);
    }
}
