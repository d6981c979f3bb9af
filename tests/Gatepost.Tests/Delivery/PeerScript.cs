using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Gatepost.Tests.Delivery;

/// <summary>
/// What a peer says: a correct server, and for each verb another behaviour where a test wants one. A hook gets the line and
/// returns what to say; null says nothing; <see cref="Close"/> closes.
/// </summary>
internal sealed class PeerScript
{
    /// <summary>Returned by a hook: close the connection now.</summary>
    public const string Close = "close";

    public static readonly string[] AllExtensions =
        ["PIPELINING", "SIZE 52428800", "STARTTLS", "ENHANCEDSTATUSCODES", "8BITMIME", "SMTPUTF8", "DSN"];

    public string? Banner { get; init; } = "220 peer.test ESMTP\r\n";

    public string[] Offer { get; init; } = AllExtensions;

    public string[]? OfferInTls { get; init; }

    public X509Certificate2 Certificate { get; init; } =
        TestCertificates.Leaf(TestCertificates.Ca, ["mx.lighthouse.test"]);

    /// <summary>What is sent behind the certificate.</summary>
    public X509Certificate2[] Chain { get; init; } = [];

    /// <summary>TLS begins with the first octet.</summary>
    public bool IsImplicit { get; init; }

    public SslProtocols Versions { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    public CipherSuitesPolicy? Ciphers { get; init; }

    public bool AsksForClientCertificate { get; init; }

    /// <summary>A client that names no host gets no certificate.</summary>
    public bool NeedsServerName { get; init; }

    /// <summary>Another protocol than SMTP; null: SMTP.</summary>
    public Func<PeerSession, Task>? Dialogue { get; init; }

    public Dictionary<string, Func<PeerSession, string, Task<string?>>> On { get; init; } = [];

    /// <summary>A reply in place of the usual one.</summary>
    public PeerScript Says(string verb, string reply)
    {
        On[verb] = (_, _) => Task.FromResult<string?>(reply);
        return this;
    }

    /// <summary>Another behaviour at a verb.</summary>
    public PeerScript With(string verb, Func<PeerSession, Task<string?>> behaviour)
    {
        On[verb] = (session, _) => behaviour(session);
        return this;
    }

    /// <summary>Another reply at a verb, made of the session and the usual one.</summary>
    public PeerScript With(string verb, Func<PeerSession, string?, string?> reply)
    {
        On[verb] = async (session, line) => reply(session, await UsualAsync(session, verb, line));
        return this;
    }

    public SslServerAuthenticationOptions Tls(Action sawCertificate) => new()
    {
        EnabledSslProtocols = Versions,
        CipherSuitesPolicy = Ciphers,
        ClientCertificateRequired = AsksForClientCertificate,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            if (certificate is not null) sawCertificate();
            return true;
        },
        ServerCertificateContext = NeedsServerName ? null : SslStreamCertificateContext.Create(Certificate, [.. Chain], offline: true),
        ServerCertificateSelectionCallback = NeedsServerName ? Select : null,
    };

    private X509Certificate2 Select(object sender, string? name) =>
        string.IsNullOrEmpty(name) ? throw new AuthenticationException("no name") : Certificate;

    public async Task RunAsync(PeerSession session)
    {
        if (IsImplicit) await session.StartTlsAsync();
        if (Dialogue is not null)
        {
            await Dialogue(session);
            return;
        }

        if (Banner is null) await session.LineAsync();
        else await session.PutAsync(Banner);
        while (await session.LineAsync() is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            var reply = On.TryGetValue(verb, out var hook) ? await hook(session, line) : await UsualAsync(session, verb, line);
            if (reply == Close) return;
            if (reply is not null) await session.PutAsync(reply);
            if (verb == "QUIT") return;
        }
    }

    public async Task<string?> UsualAsync(PeerSession session, string verb, string line)
    {
        switch (verb)
        {
            case "EHLO": return Ehlo(session.IsTls);
            case "HELO": return "250 peer.test\r\n";
            case "STARTTLS":
                await session.PutAsync("220 go ahead\r\n");
                await session.StartTlsAsync();
                return null;
            case "MAIL" or "RSET" or "NOOP": return "250 2.0.0 ok\r\n";
            case "RCPT": return "250 2.1.5 ok\r\n";
            case "DATA":
                await session.PutAsync("354 go\r\n");
                var data = await session.TakeDataAsync();
                if (data.Length == 3) return "554 5.5.1 no content\r\n";
                session.Stored.Add(data);
                return "250 2.0.0 stored\r\n";
            case "BDAT": return await ChunkAsync(session, line);
            case "QUIT": return "221 bye\r\n";
            default: return "502 5.5.1 no\r\n";
        }
    }

    private static async Task<string?> ChunkAsync(PeerSession session, string line)
    {
        var words = line.Split(' ');
        session.Stored.Add(await session.TakeAsync(long.Parse(words[1], null)));
        return "250 2.0.0 chunk\r\n";
    }

    private string Ehlo(bool isTls)
    {
        string[] lines = ["peer.test", .. isTls ? OfferInTls ?? [.. Offer.Where(word => word != "STARTTLS")] : Offer];
        return string.Concat(lines.Select((line, i) => $"250{(i < lines.Length - 1 ? '-' : ' ')}{line}\r\n"));
    }
}
