using System.Security.Cryptography.X509Certificates;
using Gatepost.Tests.Delivery;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Tests.Checks;

internal static partial class Scenes
{
    private const string Place = "_25._tcp.mx1.lighthouse.test TLSA";

    private static CheckScene Shows(string name, string[] finds, X509Certificate2 certificate, params X509Certificate2[] chain) =>
        Single(name, finds, new PeerScript
        {
            Banner = "220 mx1.lighthouse.test\r\n",
            Offer = Modern,
            Certificate = certificate,
            Chain = chain,
        });

    private static IEnumerable<CheckScene> Certificate()
    {
        yield return Shows("expired", ["D1"], SceneCertificates.Until(-3));
        yield return Shows("ends-very-soon", ["D2"], SceneCertificates.Until(13));
        yield return Shows("ends-soon", ["D2-soon"], SceneCertificates.Until(29));
        yield return Shows("not-yet", ["D3"], SceneCertificates.From(2));
        yield return Shows("chain-incomplete", ["D4"], SceneCertificates.BelowIntermediate);
        yield return Shows("chain-whole", [], SceneCertificates.BelowIntermediate, SceneCertificates.Intermediate);
        yield return Shows("self-signed", ["D5", "D12"], SceneCertificates.SelfSigned);
        yield return Shows("other-name", ["D6"], SceneCertificates.For("www.lighthouse.test"));
        yield return Shows("for-clients", ["D9"], SceneCertificates.ForClientsOnly);
    }

    private static IEnumerable<CheckScene> Dane()
    {
        yield return Single("no-dane", ["E1"]);
        yield return new("dane-somewhere", ["E2"], Records + SecondHost + $"{Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure")
        { Peers = [(One, Peer()), (Two, Peer())] };
        yield return Single("tlsa-fails", ["E3"], more: $"{Place} servfail");
        yield return Single("tlsa-mismatch", ["E4"], more: $"{Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Other)} secure");
        yield return Single("tlsa-unusable", ["E5"], more: $"{Place} {SceneCertificates.Tlsa(1, 1, 1, SceneCertificates.Good)} secure");
        yield return Single("tlsa-rollover", ["E6"], more: $"""
            {Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure
            {Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Other)} secure
            """);
        yield return Single("tlsa-unsigned", ["E7"], more: $"{Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)}");
        yield return Single("tlsa-mx-unproven", ["E8", "A9"]) with
        {
            Zone = Records.Replace("10 mx1.lighthouse.test  secure", "10 mx1.lighthouse.test", StringComparison.Ordinal)
                + $"{Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure",
        };
        yield return Single("tlsa-long-lived", ["E12", "E13"],
            more: $"{Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure ttl=86400") with
        { IsOwn = true };
        yield return Single("tlsa-bogus", ["E3"], more: $"{Place} bogus");
        yield return Single("tlsa-whole", ["E9"], more: $"{Place} {SceneCertificates.Tlsa(3, 1, 0, SceneCertificates.Good)} secure");
        yield return Single("tlsa-fragile", ["E10"], more: $"{Place} {SceneCertificates.Tlsa(3, 0, 1, SceneCertificates.Good)} secure");
        yield return Single("tlsa-misplaced", ["E11"],
            more: $"_25._tcp.lighthouse.test TLSA {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure");
        yield return Shows("dane-without-ca", [], SceneCertificates.SelfSigned) with
        {
            Zone = Records + $"{Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.SelfSigned)} secure",
        };
    }

    private static IEnumerable<CheckScene> Texts()
    {
        yield return Single("no-records", ["F1", "G1"]) with { Zone = Without("TXT") };
        yield return Single("blind", ["G5"]) with
        {
            Zone = Without("TXT") + $"{Place} {SceneCertificates.Tlsa(3, 1, 1, SceneCertificates.Good)} secure",
        };
        yield return Single("sts-fails", ["F1-dns"]) with { Zone = Without("TXT") + "_mta-sts.lighthouse.test TXT servfail" };
        yield return Text("sts-invalid", ["F2", "G2"], "v=STSv1; id=2026-01-01", "v=TLSRPTv1; ruf=mailto:a@lighthouse.test");
        yield return Text("sts-near-miss", ["F3", "G3"], "v=STSV1; id=1", "v=TLSRPTv1 ; rua=mailto:a@lighthouse.test");
        yield return Sts("sts-enforced", [], Policy("enforce", "mx1.lighthouse.test"));
        yield return Sts("sts-not-named", ["F7", "F9"], Policy("enforce", "old.lighthouse.test"));
        yield return Sts("sts-not-kept", ["F8"], Policy("enforce", "mx1.lighthouse.test")) with
        {
            Peers = [(One, new PeerScript
            {
                Banner = "220 mx1.lighthouse.test\r\n",
                Offer = Modern,
                Certificate = SceneCertificates.SelfSigned,
            })],
        };
        yield return Sts("sts-testing", ["F10", "F7"], Policy("testing", "old.lighthouse.test"));
        yield return Sts("sts-forgotten", ["F10-long"], Policy("testing", "mx1.lighthouse.test")) with
        {
            Zone = Records + "_mta-sts.lighthouse.test TXT v=STSv1; id=20250102T030405",
        };
        yield return Sts("sts-backup", ["F7"], Policy("enforce", "mx1.lighthouse.test")) with
        {
            Zone = Records + SecondHost + "_mta-sts.lighthouse.test TXT v=STSv1; id=1",
            Peers = [(One, Peer()), (Two, Peer())],
        };
        yield return Single("sts-unannounced", ["F1", "F1-page"]) with { Policy = Policy("enforce", "mx1.lighthouse.test") };
        yield return Sts("sts-broad", ["F14"], Policy("enforce", "*.lighthouse.test"));
        yield return Sts("sts-not-there", ["F4-path"], null) with { Status = 404 };
        yield return Sts("sts-redirected", ["F4-redirect"], null) with { Status = 301 };
        yield return Sts("sts-turned-away", ["F4-refused"], null) with { Status = 403 };
        yield return Sts("sts-html", ["F13"], Policy("enforce", "mx1.lighthouse.test")) with { OtherType = "\"text/html\"" };
        yield return Sts("sts-byte-order-mark", ["F6"], ["\uFEFFversion: STSv1", "mode: none", "max_age: 604800"]);
        yield return Sts("sts-umlaut", ["F6"], Policy("enforce", "mx.münchen.test"));
        yield return Sts("sts-odd", ["F15"], [.. Policy("enforce", "mx1.lighthouse.test."), "max-age: 1", "mode: testing"]);
        yield return Sts("sts-retired", ["F11"], Policy("none", "mx1.lighthouse.test"));
        yield return Sts("sts-short", ["F12"], Policy("enforce", "mx1.lighthouse.test", 86_400));
        yield return Sts("sts-unfetched", ["F4"], null);
        yield return Sts("sts-unproven", ["F5"], null) with { Problem = StsFetchProblem.WebPkiInvalid };
        yield return Sts("sts-no-policy", ["F6"], ["<html>"]);
        yield return Text("rua-unusable", ["G4"], "v=STSv1; id=1", "v=TLSRPTv1; rua=mailto:a@lighthouse.test,ftp://lighthouse.test");
    }

    private static IEnumerable<CheckScene> Reports()
    {
        var page = new Dictionary<string, HttpsAnswer> { ["https://reports.test/v1"] = new(HttpsFault.None) { Status = 405 } };
        yield return Rua("rua-answers", [], "mailto:tls@lighthouse.test,https://reports.test/v1") with { Pages = page };
        yield return Rua("rua-silent", ["G6"], "https://reports.test/v1") with { IsOwn = true };
        yield return Rua("rua-fails", ["G6"], "https://reports.test/v1") with
        {
            Pages = new() { ["https://reports.test/v1"] = new(HttpsFault.None) { Status = 502 } },
        };
        yield return Rua("rua-unproven", ["G6-cert"], "https://reports.test/v1") with
        {
            Pages = new() { ["https://reports.test/v1"] = new(HttpsFault.Unproven, "the certificate has expired") },
        };
        yield return Rua("rua-no-mail", ["G7"], "mailto:tls@nobody.test,mailto:tls@null.test") with
        {
            Zone = Without("TXT") + "_smtp._tls.lighthouse.test TXT v=TLSRPTv1; rua=mailto:tls@nobody.test,mailto:tls@null.test\nnull.test MX 0 .",
        };
    }

    private static CheckScene Rua(string name, string[] finds, string destinations) => Single(name, finds) with
    {
        Zone = Without("TXT") + $"_smtp._tls.lighthouse.test TXT v=TLSRPTv1; rua={destinations}",
    };

    private static CheckScene Sts(string name, string[] finds, string[]? policy) =>
        Single(name, finds, more: "_mta-sts.lighthouse.test TXT v=STSv1; id=1") with { Policy = policy };

    private static CheckScene Text(string name, string[] finds, string sts, string report) => Single(name, finds) with
    {
        Zone = Without("TXT") + $"_mta-sts.lighthouse.test TXT {sts}\n_smtp._tls.lighthouse.test TXT {report}",
    };

    private static string Without(string type) =>
        string.Concat(Records.Split('\n').Where(line => !line.Contains(type, StringComparison.Ordinal)).Select(line => line + "\n"));
}
