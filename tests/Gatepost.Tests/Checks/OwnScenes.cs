using System.Net;
using System.Security.Cryptography;

namespace Gatepost.Tests.Checks;

/// <summary>Our own place as it could be found: each finding of sections H and I is seen in one scene at least, and in
/// <c>own-good</c> none is.</summary>
internal static partial class OwnScenes
{
    /// <summary>What is right of a domain's SPF, DKIM and DMARC.</summary>
    private const string Spf = "lighthouse.test TXT v=spf1 ip4:192.0.2.25 mx -all\n";
    private const string Dmarc = "_dmarc.lighthouse.test TXT v=DMARC1; p=reject; rua=mailto:dmarc@lighthouse.test\n";
    private const string Mail = "lighthouse.test MX 10 mx1.lighthouse.test\nmx1.lighthouse.test A 127.0.0.2\ngate.harbour.test A 192.0.2.25\n";

    private static readonly string Rsa2048 = RsaKey(2048), Rsa1024 = RsaKey(1024), Rsa512 = RsaKey(768);

    public static IReadOnlyList<CheckScene> All { get; } = [.. SpfScenes(), .. DkimScenes(), .. DmarcScenes(), .. AccessScenes(), .. SetupScenes()];

    public static CheckScene Find(string name) => All.First(scene => scene.Name == name);

    private static string Key => $"s1._domainkey.lighthouse.test TXT v=DKIM1; p={Rsa2048}\n";

    /// <summary>The names in which nothing is wrong but what the scene is about; nobody listens, and nobody has a mail program.</summary>
    private static CheckScene Domain(string name, string[] finds, string zone) => new(name, finds, Mail + zone)
    {
        Own = new() { Interfaces = () => [], Selectors = ["s1"] },
    };

    private static CheckScene WithSpf(string name, string[] finds, string spf, string more = "") =>
        Domain(name, finds, $"{Dmarc}{Key}lighthouse.test TXT {spf}\n{more}");

    private static CheckScene WithKey(string name, string[] finds, string key) =>
        Domain(name, finds, $"{Spf}{Dmarc}s1._domainkey.lighthouse.test TXT {key}\n");

    private static CheckScene WithDmarc(string name, string[] finds, string dmarc, string more = "") =>
        Domain(name, finds, $"{Spf}{Key}_dmarc.lighthouse.test TXT {dmarc}\n{more}");

    private static IEnumerable<CheckScene> SpfScenes()
    {
        yield return Domain("spf-none", ["H1"], Dmarc + Key);
        yield return WithSpf("spf-dns", ["H1-dns"], "servfail");
        yield return WithSpf("spf-typo", ["H1-typo"], "\"v=spf1 ip4:192.0.2.25 -all\"");
        yield return WithSpf("spf-several", ["H1-several"], "v=spf1 ip4:192.0.2.25 -all", "lighthouse.test TXT v=spf1 include:service.test ~all");
        yield return WithSpf("spf-syntax", ["H1-syntax"], "v=spf1 ip4:192.0.2.25, mx -all");
        yield return WithSpf("spf-include", ["H1-include", "H1-dns"],
            "v=spf1 ip4:192.0.2.25 include:left.test include:round.test include:failing.test -all", """
            round.test   TXT v=spf1 include:round.test -all
            failing.test TXT servfail
            """);
        yield return WithSpf("spf-lookups", ["H1-lookups", "H1-sender"],
            $"v=spf1 {string.Join(' ', Enumerable.Range(1, 12).Select(i => $"a:a{i}.service.test"))} ip4:192.0.2.25 -all",
            string.Join('\n', Enumerable.Range(1, 12).Select(i => $"a{i}.service.test A 192.0.2.99")));
        yield return WithSpf("spf-void", ["H1-void"], "v=spf1 ip4:192.0.2.25 a:gone1.test a:gone2.test mx:gone3.test -all");
        yield return WithSpf("spf-mx", ["H1-mx"], "v=spf1 ip4:192.0.2.25 mx:many.test -all",
            string.Join('\n', Enumerable.Range(1, 11).Select(i => $"many.test MX {i} mx{i}.many.test")));
        yield return WithSpf("spf-all", ["H1-all"], "v=spf1 mx all");
        yield return WithSpf("spf-open", ["H1-end", "H1-unlisted"], "v=spf1 redirect=_spf.lighthouse.test", "_spf.lighthouse.test TXT v=spf1 mx ?all");
        yield return WithSpf("spf-no-end", ["H1-end"], "v=spf1 ip4:192.0.2.25 mx");
        yield return WithSpf("spf-ptr", ["H1-ptr"], "v=spf1 ip4:192.0.2.25 ptr -all");
        yield return Domain("spf-sender", ["H1-sender", "H1-unlisted"],
            Dmarc + Key + "lighthouse.test TXT v=spf1 ip4:192.0.2.25 ?ip6:2001:db8::/32 -all") with
        {
            Own = new()
            {
                Interfaces = () => throw new InvalidOperationException("we were told"),
                Selectors = ["s1"],
                SendsFrom = [IPAddress.Parse("192.0.2.25"), IPAddress.Parse("192.0.2.26"), IPAddress.Parse("2001:db8::25")],
            },
        };
        yield return WithSpf("spf-where", ["H1-where"], "v=spf1 mx -all") with
        {
            Configure = config => config with { Outbound = config.Outbound with { SmartHost = new("smart.test", 25) } },
        };
    }

    private static IEnumerable<CheckScene> DkimScenes()
    {
        yield return Domain("dkim-untold", ["H2"], Spf + Dmarc) with { Own = new() { Interfaces = () => [IPAddress.Parse("192.0.2.25")] } };
        yield return Domain("dkim-missing", ["H2-missing"], Spf + Dmarc);
        yield return WithKey("dkim-dns", ["H2-dns"], "timeout");
        yield return WithKey("dkim-broken", ["H2-broken"], $"v=DKIM1; p={Rsa2048[..200]}");
        yield return WithKey("dkim-revoked", ["H2-revoked"], "v=DKIM1; p=");
        yield return WithKey("dkim-weak", ["H2-weak"], $"v=DKIM1; k=rsa; p={Rsa512}");
        yield return WithKey("dkim-short", ["H2-short", "H2-test"], $"v=DKIM1; k=rsa; t=y; p={Rsa1024}");
        yield return WithKey("dkim-ed25519", ["H2-ed25519"], "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    private static IEnumerable<CheckScene> DmarcScenes()
    {
        yield return Domain("dmarc-none", ["H3"], Spf + Key);
        yield return WithDmarc("dmarc-dns", ["H3-dns"], "servfail");
        yield return WithDmarc("dmarc-several", ["H3-several"], "v=DMARC1; p=none", "_dmarc.lighthouse.test TXT v=DMARC1; p=reject");
        yield return WithDmarc("dmarc-syntax", ["H3-syntax"], "v=DMARC1; p=reject; p=none");
        yield return WithDmarc("dmarc-typo", ["H3-typo"], "v=dmarc1; p=reject");
        yield return WithDmarc("dmarc-policy", ["H3-policy"], "v=DMARC1; p=rejects; rua=mailto:dmarc@lighthouse.test");
        yield return WithDmarc("dmarc-watching", ["H3-none", "H4-bimi"], "v=DMARC1; p=none; rua=mailto:dmarc@lighthouse.test",
            "default._bimi.lighthouse.test TXT v=BIMI1; l=https://lighthouse.test/logo.svg");
        yield return WithDmarc("dmarc-test", ["H3-test", "H3-old", "H3-tag"], "v=DMARC1; p=reject; t=y; pct=50; adkim=strict; rua=mailto:dmarc@lighthouse.test");
        yield return WithDmarc("dmarc-below", ["H3-sub", "H3-psd", "H4"], "v=DMARC1; p=reject; sp=none; psd=y");
        yield return WithDmarc("dmarc-reports", ["H4-consent", "H4-dns", "H4-address"],
            "v=DMARC1; p=reject; rua=mailto:a@service.test,mailto:b@reports.lighthouse.test,mailto:c@agrees.test; ruf=mailto:d@failing.test,https://x.test/", """
            lighthouse.test._report._dmarc.agrees.test  TXT v=DMARC1
            lighthouse.test._report._dmarc.failing.test TXT servfail
            """);
    }

    private static string RsaKey(int bits)
    {
        using var key = RSA.Create(bits);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }
}
