using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.Inbound.Connections;

/// <summary>Says whose certificate a server from the internet shows: which partner's, by a pin or by the CA of its row.</summary>
/// <remarks>
/// The purpose of the certificate is not asked for: public authorities make none for clients any more, so partners show the
/// certificate of their server, or one of a CA of their own. The pin or the CA alone decides; no stranger's CA is in the files.
/// </remarks>
internal sealed class PartnerCertificateJudge : IClientCertificateJudge
{
    private readonly IReadOnlyList<PartnerConfig> _partners;
    private readonly ICertificateStore _certificates;
    private readonly TimeProvider _time;

    private PartnerCertificateJudge(IReadOnlyList<PartnerConfig> partners, ICertificateStore certificates, TimeProvider time) =>
        (_partners, _certificates, _time) = (partners, certificates, time);

    // A ticket brings back the certificate without its intermediates, or a session in which none was asked for: what would be
    // refused for good then is a partner's honest mail.
    public bool AllowsResumption => false;

    /// <summary>The judge for the partners that can be known by certificate; null: there is none, so none is asked for.</summary>
    public static PartnerCertificateJudge? For(GatepostConfig config, ICertificateStore certificates, TimeProvider time)
    {
        PartnerConfig[] partners =
            [.. config.Partners.Where(static row => row is { CoversIn: true, Inbound.KnowsCertificates: true })];
        return partners.Length > 0 ? new(partners, certificates, time) : null;
    }

    // The chain is built below, once for each partner and only with its authorities; the platform's own build is to be short.
    public X509ChainPolicy Policy() => NewPolicy();

    public ClientCertificateVerdict Judge(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null) return ClientCertificateVerdict.NotShown with { Reason = TlsReason.NoCertificate };
        var certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        var (digest, keyDigest) = ClientCertificateVerdict.DigestsOf(certificate);
        var (vouchers, partners) = (new List<string>(), new List<string>());
        string? problem = null;
        foreach (var partner in _partners)
        {
            var voucher = partner.Inbound.ClientPins.FirstOrDefault(pin => pin.Fits(digest, keyDigest)) is { } pin ? $"pin {pin}"
                : AnchorFor(partner, certificate, chain, ref problem);
            if (voucher is null) continue;
            vouchers.Add(voucher);
            partners.Add(partner.Name);
        }

        return new(certificate, vouchers.FirstOrDefault(),
            vouchers.Count > 0 ? null : problem ?? "the client's certificate is none that was agreed on")
        {
            CertificateDigest = digest,
            PublicKeyDigest = keyDigest,
            Partners = partners,
            Reason = vouchers.Count > 0 ? TlsReason.None : problem is null ? TlsReason.OtherKey : TlsReason.UnknownIssuer,
        };
    }

    private string? AnchorFor(PartnerConfig partner, X509Certificate2 certificate, X509Chain? shown, ref string? problem)
    {
        if (partner.Inbound.ClientCaFile is not { } file) return null;
        var policy = NewPolicy();
        policy.CustomTrustStore.AddRange(_certificates.Anchors(file));
        if (shown is not null)
        {
            policy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
            foreach (var element in shown.ChainElements) policy.ExtraStore.Add(element.Certificate);
        }

        using var chain = new X509Chain { ChainPolicy = policy };
        if (chain.Build(certificate)) return $"CA {chain.ChainElements[^1].Certificate.Subject}";
        var status = chain.ChainStatus.Select(static one => one.Status);
        problem = $"the client's certificate does not lead to the authority that was agreed on ({string.Join(", ", status)})";
        return null;
    }

    private X509ChainPolicy NewPolicy() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        VerificationTime = _time.GetUtcNow().UtcDateTime,
        VerificationTimeIgnored = false,
    };
}
