using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Configuration;

namespace Gatepost.Inbound.Connections;

/// <summary>Says whether a client's certificate may relay: by a pin, or by a CA of the listener's file.</summary>
internal sealed class ClientCertificateJudge : IClientCertificateJudge
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2"; // id-kp-clientAuth

    private readonly ListenerConfig _listener;
    private readonly ICertificateStore _certificates;
    private readonly TimeProvider _time;

    private ClientCertificateJudge(ListenerConfig listener, ICertificateStore certificates, TimeProvider time) =>
        (_listener, _certificates, _time) = (listener, certificates, time);

    public bool AllowsResumption => true;

    /// <summary>The judge of a relay listener that knows CAs or pins; null for all others: they ask for no certificate.</summary>
    public static ClientCertificateJudge? For(ListenerConfig listener, ICertificateStore certificates, TimeProvider time) =>
        listener.Role is ListenerRole.Relay && (listener.ClientCaFile is not null || listener.ClientPins.Count > 0)
            ? new(listener, certificates, time)
            : null;

    /// <summary>How the chain is built: from the listener's CAs only, and never with a download.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = _time.GetUtcNow().UtcDateTime,
            VerificationTimeIgnored = false,
        };
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (_listener.ClientCaFile is { } file) policy.CustomTrustStore.AddRange(_certificates.Anchors(file));
        return policy;
    }

    /// <summary>Judges what was shown; asked again for each resumed session.</summary>
    public ClientCertificateVerdict Judge(X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (shown is null) return ClientCertificateVerdict.NotShown;
        var certificate = X509CertificateLoader.LoadCertificate(shown.GetRawCertData());
        var (digest, keyDigest) = ClientCertificateVerdict.DigestsOf(certificate);
        var voucher = PinFor(digest, keyDigest) ?? AnchorFor(chain, errors);
        return new(certificate, voucher, voucher is null ? ProblemOf(chain, errors) : null)
        {
            CertificateDigest = digest,
            PublicKeyDigest = keyDigest,
            MayRelay = voucher is not null,
        };
    }

    private string? PinFor(string digest, string keyDigest)
    {
        foreach (var pin in _listener.ClientPins)
            if (pin.Fits(digest, keyDigest)) return $"pin {pin}";
        return null;
    }

    // A client's certificate bears no host name that we would know: the CA alone decides.
    private string? AnchorFor(X509Chain? chain, SslPolicyErrors errors)
    {
        if (_listener.ClientCaFile is null || chain is null) return null;
        if ((errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) != 0) return null;
        return $"CA {chain.ChainElements[^1].Certificate.Subject}";
    }

    private static string ProblemOf(X509Chain? chain, SslPolicyErrors errors)
    {
        var status = chain?.ChainStatus.Select(static one => one.Status.ToString()) ?? [];
        var words = string.Join(", ", status);
        return words.Length > 0 ? $"client certificate: {words}" : $"client certificate: {errors}";
    }
}
