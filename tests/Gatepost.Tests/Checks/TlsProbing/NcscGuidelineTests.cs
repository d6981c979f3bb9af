using Gatepost.Checks.TlsProbing;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Tests.Checks.TlsProbing;

public sealed class NcscGuidelineTests
{
    private const string Page = "docs/checks-tls.md";

    [Theory]
    [InlineData("TLS_AES_256_GCM_SHA384", "good")]
    [InlineData("TLS_CHACHA20_POLY1305_SHA256", "good")]
    [InlineData("TLS_AES_128_GCM_SHA256", "sufficient")]
    [InlineData("TLS_AES_128_CCM_8_SHA256", "insufficient")]
    [InlineData("TLS_SM4_GCM_SM3", "insufficient")]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "sufficient")]
    [InlineData("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "sufficient")]
    [InlineData("OLD_TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "insufficient")]
    [InlineData("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", "insufficient")]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "phase out")]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "insufficient")]
    [InlineData("TLS_ECDHE_RSA_WITH_ARIA_256_CBC_SHA384", "phase out")]
    [InlineData("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "phase out")]
    [InlineData("TLS_DHE_DSS_WITH_AES_256_GCM_SHA384", "insufficient")]
    [InlineData("TLS_RSA_WITH_AES_256_GCM_SHA384", "insufficient")]
    [InlineData("TLS_RSA_WITH_3DES_EDE_CBC_SHA", "insufficient")]
    [InlineData("TLS_ECDH_anon_WITH_AES_128_CBC_SHA", "insufficient")]
    public void Suites_have_the_class_of_appendix_B(string name, string expected) =>
        Assert.Equal(expected, NcscGuideline.OfSuite(name).Word());

    [Theory]
    [InlineData(TlsGroup.X25519, "good")]
    [InlineData(TlsGroup.BrainpoolP384r1, "good")]
    [InlineData(TlsGroup.X25519MlKem768, "good")]
    [InlineData(TlsGroup.Secp224r1, "phase out")]
    [InlineData(TlsGroup.Ffdhe3072, "phase out")]
    [InlineData(TlsGroup.Ffdhe2048, "insufficient")]
    [InlineData(TlsGroup.Secp256k1, "insufficient")]
    [InlineData(TlsGroup.ExplicitCurve, "insufficient")]
    [InlineData((TlsGroup)0x1234, "insufficient")]
    public void Groups_have_their_class(TlsGroup group, string expected) =>
        Assert.Equal(expected, NcscGuideline.OfGroup(group).Word());

    [Fact]
    public void The_page_shows_the_table_that_the_code_has()
    {
        var rows = NcscGuideline.Suites.Select(static row =>
            $"| {row.Class.Word()} | {Cell(row.KeyExchanges)} | {Cell(row.Ciphers)} |");
        var page = Repository.Read(Page);
        Findings.AssertNone(rows.Where(row => !page.Contains(row, StringComparison.Ordinal)));
        Findings.AssertNone(Enum.GetValues<TlsTopic>().Select(static topic => TopicTexts.Of(topic).Name)
            .Where(name => !page.Contains($"| {name} |", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_portion_is_so_large_that_old_servers_break_off_and_no_suite_is_offered_twice()
    {
        foreach (var version in TlsVersions.All.Where(static version => version > TlsVersion.Ssl2))
        {
            var portions = CipherSuites.Portions(version);
            Assert.All(portions, static portion => Assert.InRange(portion.Count, 1, 100));
            var all = portions.SelectMany(static portion => portion).ToList();
            Assert.Equal(all.Count, all.Distinct().Count());
            Assert.DoesNotContain(CipherSuiteCode.RenegotiationScsv, all);
            Assert.DoesNotContain(CipherSuiteCode.FallbackScsv, all);
        }

        Assert.Equal(7, CipherSuites.Portions(TlsVersion.Tls13)[0].Count);
        Assert.Equal(0x1303, CipherSuites.Portions(TlsVersion.Tls13)[0][^1]);
        Assert.DoesNotContain(0xC02F, CipherSuites.Portions(TlsVersion.Tls11).SelectMany(static portion => portion));
    }

    [Fact]
    public void The_first_portion_holds_all_that_is_good_or_sufficient() => Assert.All(
        CipherSuites.Portions(TlsVersion.Tls12).Skip(1).SelectMany(static portion => portion),
        static code => Assert.True(NcscGuideline.OfSuite(CipherSuites.NameOf(code)) >= SecurityClass.PhaseOut));

    private static string Cell(string[] words) =>
        words is [""] ? "TLS 1.3" : string.Join(", ", words.Select(static word => $"`{word}`"));
}
