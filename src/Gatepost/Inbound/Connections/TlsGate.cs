using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Certificates;
using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.Inbound.Connections;

/// <summary>
/// Makes the server's half of TLS handshakes for one listener: the certificate by the name that the client asks for, the
/// versions, the client's certificate where it may give rights.
/// </summary>
/// <remarks>
/// Opportunistic TLS is as wide as the platform does it, since a handshake that fails for strictness ends in clear text
/// (RFC 7435 §3). Where TLS is required, 1.2 is the least (RFC 8997). A client certificate is asked for only where it can give a
/// right (RFC 8314 §4.2) or show who a partner is, and none or a wrong one fails no handshake: the client may still log in, and
/// is told in words why its mail is not taken.
/// </remarks>
internal sealed class TlsGate(ListenerConfig listener, GatepostConfig config, ICertificateStore certificates, TimeProvider time)
{
    private readonly IClientCertificateJudge? _judge = listener.Role is ListenerRole.Mx
        ? PartnerCertificateJudge.For(config, certificates, time)
        : ClientCertificateJudge.For(listener, certificates, time);

    /// <summary>Does the handshake on a stream over the transport. What the client does wrong comes back as a value.</summary>
    public async ValueTask<TlsHandshake> ShakeHandsAsync(SslStream stream, CancellationToken closed)
    {
        using var limit = new CancellationTokenSource(config.Timeouts.TlsHandshake, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(closed, limit.Token);
        var hello = new Hello();
        try
        {
            await stream.AuthenticateAsServerAsync(ChooseOptions, hello, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Failed(limit.IsCancellationRequested ? "the TLS handshake took too long" : "the connection was closed", hello);
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or InvalidOperationException)
        {
            return Failed(TlsProblem.Describe(fault), hello);
        }
        catch (NotSupportedException) when (!hello.IsRead)
        {
            // SslStream asks for no options where it cannot read a ClientHello, and then finds that it has no certificate.
            return Failed("what the client sent is no ClientHello", hello);
        }

        return new(FactsOf(stream, hello.Verdict), hello.ServerName, hello.Verdict.MayRelay)
        {
            Partners = hello.Verdict.Partners,
        };
    }

    private static TlsHandshake Failed(string why, Hello hello) => new(TlsFacts.Clear(why), hello.ServerName, MayRelay: false);

    private ValueTask<SslServerAuthenticationOptions> ChooseOptions(
        SslStream stream, SslClientHelloInfo info, object? state, CancellationToken cancellationToken)
    {
        var hello = (Hello)state!;
        hello.IsRead = true;
        hello.ServerName = string.IsNullOrEmpty(info.ServerName) ? null : info.ServerName;
        var options = new SslServerAuthenticationOptions
        {
            // An unknown name, or none, still gets a chain (RFC 7672 §8.1, RFC 8461 §7.1): the store has a fallback.
            ServerCertificateContext = certificates.ForServerName(hello.ServerName),
            EnabledSslProtocols = TlsVersions.For(listener),
            CipherSuitesPolicy = listener.Cbc ? null : TlsVersions.WithoutCbc,
            EncryptionPolicy = EncryptionPolicy.RequireEncryption,
            AllowRenegotiation = false,
            AllowTlsResume = listener.SessionTickets && _judge is not { AllowsResumption: false },
            ClientCertificateRequired = _judge is not null,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (_judge is { } judge)
        {
            options.CertificateChainPolicy = judge.Policy();
#pragma warning disable CA5359 // The verdict decides about relaying, not about the handshake.
            options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                hello.Verdict = judge.Judge(certificate, chain, errors);
                return true;
            };
#pragma warning restore CA5359
        }

        return ValueTask.FromResult(options);
    }

    private static TlsFacts FactsOf(SslStream stream, ClientCertificateVerdict verdict)
    {
        var certificate = verdict.Certificate;
        var reached = verdict.VouchedBy is not null ? Assurance.PartnerVerified : Assurance.Encrypted;
        return new()
        {
            Protocol = TlsVersions.NameOf(stream.SslProtocol),
            CipherSuite = stream.NegotiatedCipherSuite.ToString(),
            Subject = certificate?.Subject,
            CertificateDigest = verdict.CertificateDigest,
            PublicKeyDigest = verdict.PublicKeyDigest,
            NotAfter = certificate is null ? null : new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero),
            Reached = reached,
            Reachable = reached,
            VouchedBy = verdict.VouchedBy,
            Problem = verdict.Problem,
            Reason = verdict.Reason,
            Proofs = TlsProofs.Tls,
        };
    }

    /// <summary>What one handshake learns on its way.</summary>
    private sealed class Hello
    {
        public bool IsRead { get; set; }

        public string? ServerName { get; set; }

        public ClientCertificateVerdict Verdict { get; set; } = ClientCertificateVerdict.NotAsked;
    }
}
