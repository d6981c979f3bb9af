using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Delivery;

/// <summary>
/// Makes the TLS handshake with a peer and says who it is. TLS alone keeps listeners out; only a certificate that is held
/// against a name, a key or a CA known beforehand keeps an impostor out (RFC 3207 §6, RFC 9525).
/// </summary>
/// <remarks>
/// The handshake itself accepts every certificate, and the judgement follows before a single command is sent: so the peer can
/// be told QUIT (RFC 3207 §4.1), and the facts of a refused certificate are known. The callback runs for a resumed
/// session too, so a session that was made for a lenient level is judged anew. No other place has a certificate callback.
/// </remarks>
internal sealed class PeerVerifier(ICertificateStore certificates, TimeProvider time)
{
    private const int ShownError = 200;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>
    /// Wraps a stream on which the peer has just agreed to STARTTLS. What the peer does wrong comes back as a judgement.
    /// </summary>
    /// <exception cref="OperationCanceledException">The time for it is over.</exception>
    /// <exception cref="IOException">A CA file that the configuration names was never readable.</exception>
    /// <exception cref="InvalidOperationException">The configuration names a client certificate that does not exist.</exception>
    public async ValueTask<PeerJudgement> HandshakeAsync(
        Stream transport, PeerExpectation expectation, CancellationToken cancellationToken)
    {
        PeerCertificate? seen = null;
        var options = Options(expectation);
#pragma warning disable CA5359 // Judged below, before a command is sent: see the remarks.
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            var isTrusted = (errors & SslPolicyErrors.RemoteCertificateChainErrors) == 0;
            seen = certificate is X509Certificate2 leaf ? Read(leaf, chain, isTrusted) : null;
            return true;
        };
#pragma warning restore CA5359

        var stream = new SslStream(transport, leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(options, cancellationToken);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException)
        {
            await stream.DisposeAsync();
            var why = fault is AuthenticationException
                ? $"the TLS handshake failed: {PeerText.Escape(Innermost(fault), ShownError)}"
                : "the server closed the connection in the TLS handshake";
            return new PeerJudgement(null, TlsFacts.Clear(why, TlsReason.HandshakeFailed), IsAccepted: false);
        }
        catch (OperationCanceledException)
        {
            await stream.DisposeAsync();
            throw;
        }

        var evaluation = PeerEvaluation.Of(seen, expectation);
        var isStrong = TlsProfile.IsStrong(stream.SslProtocol, stream.NegotiatedCipherSuite);
        var facts = Facts(stream, seen, evaluation) with { Proofs = ReachableProofs.Of(seen, expectation, isStrong) };
        return new PeerJudgement(stream, facts, evaluation.IsAccepted) { Certificate = seen };
    }

    /// <summary>Judges certificates that a peer showed elsewhere as a handshake would; its own is first.</summary>
    /// <returns>Null where its own cannot be read.</returns>
    /// <exception cref="IOException">A CA file that the configuration names was never readable.</exception>
    public PeerCertificate? Examine(IReadOnlyList<byte[]> presented, PeerExpectation expectation)
    {
        try
        {
            using var leaf = X509CertificateLoader.LoadCertificate(presented[0]);
            using var chain = new X509Chain { ChainPolicy = ChainPolicy(expectation) };
            chain.ChainPolicy.ApplicationPolicy.Add(new(ServerAuthentication));
            foreach (var der in presented.Skip(1)) chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(der));
            var seen = PeerCertificate.Read(leaf, chain, chain.Build(leaf), time.GetUtcNow());
            foreach (var sent in chain.ChainPolicy.ExtraStore) sent.Dispose();
            return seen;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A certificate that OpenSSL takes may still hold what the platform cannot read. It proves nothing, like none at all.
    private PeerCertificate? Read(X509Certificate2 leaf, X509Chain? chain, bool isTrusted)
    {
        try
        {
            return PeerCertificate.Read(leaf, chain, isTrusted, time.GetUtcNow());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private SslClientAuthenticationOptions Options(PeerExpectation expectation)
    {
        var requirement = expectation.Requirement;
        return new SslClientAuthenticationOptions
        {
            TargetHost = ServerName(expectation),
            EnabledSslProtocols = TlsProfile.Versions(expectation),
            CipherSuitesPolicy = TlsProfile.Ciphers(expectation),
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            CertificateChainPolicy = ChainPolicy(expectation),
            AllowRenegotiation = false,
            ClientCertificateContext = requirement.ClientCertificate is { } name ? ClientCertificate(name) : null,
        };
    }

    private SslStreamCertificateContext ClientCertificate(string name) =>
        certificates.ForClient(name) ?? throw new InvalidOperationException($"there is no [[certificate]] named {name}");

    // Nothing is downloaded in a handshake: neither issuers nor revocation lists. A peer could make us fetch anything.
    private X509ChainPolicy ChainPolicy(PeerExpectation expectation)
    {
        var policy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = time.GetUtcNow().UtcDateTime,
            VerificationTimeIgnored = false,
        };
        if (expectation.TrustFile is { } file)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(certificates.Anchors(file));
        }

        return policy;
    }

    // RFC 6066 §3: a host name without trailing dot; no address. A name that SNI cannot hold is not sent.
    private static string ServerName(PeerExpectation expectation)
    {
        var host = (expectation.Demand.Dane?.BaseDomain ?? expectation.Host).TrimEnd('.'); // RFC 7672 §8.1
        if (expectation.HostIsAddress || host.Length is 0 or > 253 || !System.Text.Ascii.IsValid(host)) return string.Empty;
        foreach (var label in host.AsSpan().Split('.'))
        {
            if (host.AsSpan()[label].Length is 0 or > 63) return string.Empty;
        }

        return host;
    }

    private static TlsFacts Facts(SslStream stream, PeerCertificate? seen, PeerEvaluation evaluation) => new()
    {
        Protocol = VersionName(stream.SslProtocol),
        CipherSuite = stream.NegotiatedCipherSuite.ToString(),
        Subject = seen?.Subject,
        Names = seen is null ? [] : [.. seen.Names.All],
        CertificateDigest = seen?.Digest,
        PublicKeyDigest = seen?.PublicKeyDigest,
        NotAfter = seen?.NotAfter,
        Reached = evaluation.Reached,
        Reachable = evaluation.Reachable,
        VouchedBy = evaluation.VouchedBy,
        Problem = evaluation.Problem,
        Reason = evaluation.Reason,
    };

    private static string VersionName(SslProtocols version) => (int)version switch
    {
        192 => "TLSv1",
        768 => "TLSv1.1",
        3072 => "TLSv1.2",
        12288 => "TLSv1.3",
        _ => version.ToString(),
    };

    private static string Innermost(Exception fault)
    {
        while (fault.InnerException is { } inner) fault = inner;
        return fault.Message;
    }
}
