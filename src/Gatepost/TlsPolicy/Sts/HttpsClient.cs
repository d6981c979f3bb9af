using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Protocols.Text;
using Gatepost.Routing;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>
/// Gets a page from a host that somebody else's DNS names, as RFC 8461 §3.3 wants it: only from a host that proves its name by
/// the subjectAltName of a certificate of a known authority, without redirects, caches, proxies or cookies, and within bounds.
/// </summary>
/// <param name="resolver">Tells where the host is.</param>
/// <param name="configuration">Port, addresses, CA file.</param>
/// <param name="anchors">The authorities of a CA file.</param>
/// <param name="time">The clock.</param>
/// <param name="agent">What we call ourselves.</param>
internal sealed class HttpsClient(
    IResolver resolver, IConfigSource configuration, Func<string, X509Certificate2Collection> anchors, TimeProvider time,
    string agent)
{
    private const int ShownError = 200, MaxHeaderKibibytes = 16;

    /// <summary>Asks for a page.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async Task<HttpsAnswer> AskAsync(HttpsQuestion question, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(question.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await AskAsync(question, configuration.Current.Outbound, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(HttpsFault.Unreachable, $"no answer within {question.Limit.TotalSeconds} seconds");
        }
        catch (Exception fault) when (Innermost(fault) is AuthenticationException unproven)
        {
            return new(HttpsFault.Unproven, Shown(unproven));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
        {
            return new(HttpsFault.Unreachable, Shown(Innermost(fault)));
        }
    }

    private async Task<HttpsAnswer> AskAsync(
        HttpsQuestion question, OutboundConfig outbound, CancellationToken cancellationToken)
    {
        var host = question.Host;
        var found = await resolver.FindAddressesAsync(host, cancellationToken);
        if (found.IsError) return new(HttpsFault.Unreachable, $"{host} has no address: {found.Outcome.Word()}");
        if (found.Outcome is not DnsOutcome.Found)
            return new(HttpsFault.NoHost, $"{host} has no address: the DNS knows none");
        var addresses = AddressOrder.Interleave(
            [.. found.Records.Where(address => outbound.MtaStsPrivateAddresses || PublicAddress.Is(address))]);
        if (addresses.Count == 0) return new(HttpsFault.Unreachable, $"{host} has only private addresses");

        var port = question.Port ?? outbound.MtaStsPort;
        using var client = Client(new DnsEndPoint(host, port), addresses, outbound.CaFile);
        var place = new Uri(new UriBuilder(Uri.UriSchemeHttps, host, port).Uri, question.Path);
        using var request = question.Posted is { } posted
            ? new HttpRequestMessage(HttpMethod.Post, place) { Content = new StringContent(posted, null, question.MediaType) }
            : new HttpRequestMessage(HttpMethod.Get, place);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = new HttpsAnswer(HttpsFault.None)
        {
            Status = (int)response.StatusCode,
            MediaType = response.Content.Headers.ContentType?.MediaType,
        };
        if (response.StatusCode is not HttpStatusCode.OK) return answer;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[question.Most + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return answer with { Body = body[..length] };
    }

    // A fetch is rare: each has a client of its own, so that nothing of one is left for the next.
    private HttpClient Client(DnsEndPoint peer, IReadOnlyList<IPAddress> addresses, string? caFile)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = MaxHeaderKibibytes,
            ConnectCallback = (_, token) => ConnectAsync(addresses, peer.Port, token),
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult(Proven(context.PlaintextStream, peer.Host)),
        };
        handler.SslOptions.TargetHost = peer.Host;
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13; // RFC 8461 §7.2
        handler.SslOptions.CertificateChainPolicy = ChainPolicy(caFile);
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
        return client;
    }

    private X509ChainPolicy ChainPolicy(string? caFile)
    {
        var policy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = time.GetUtcNow().UtcDateTime,
            VerificationTimeIgnored = false,
        };
        if (caFile is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(anchors(caFile));
        }

        return policy;
    }

    private static async ValueTask<Stream> ConnectAsync(
        IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < addresses.Count - 1)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    // The handshake has taken the chain and a name; it would take the common name too, where there is no other. RFC 8461 §3.3
    // wants a "DNS-ID" of the subjectAltName.
    private static Stream Proven(Stream stream, string host)
    {
        if (stream is SslStream { RemoteCertificate: X509Certificate2 leaf }
            && leaf.MatchesHostname(host, allowWildcards: true, allowCommonName: false)) return stream;
        throw new AuthenticationException($"no name in the subjectAltName of the certificate is {host}");
    }

    private static Exception Innermost(Exception fault)
    {
        while (fault is not AuthenticationException && fault.InnerException is { } inner) fault = inner;
        return fault;
    }

    private static string Shown(Exception fault) => PeerText.Escape(fault.Message, ShownError);
}
