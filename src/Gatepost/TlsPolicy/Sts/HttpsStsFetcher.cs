using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;
using Gatepost.Routing;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>
/// Fetches a policy as RFC 8461 §3.3 wants it: from <c>https://mta-sts.domain/.well-known/mta-sts.txt</c>, only an answer 200
/// from a host that proves its name by the subjectAltName of a certificate of a known authority, without redirects, caches,
/// proxies or cookies, within a minute and 64 KiB.
/// </summary>
/// <param name="resolver">Tells where the policy host is.</param>
/// <param name="configuration">Port, addresses, CA file.</param>
/// <param name="anchors">The authorities of a CA file.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpsStsFetcher(
    IResolver resolver, IConfigSource configuration, Func<string, X509Certificate2Collection> anchors, TimeProvider time)
    : IStsFetcher
{
    private const int ShownError = 200, MaxHeaderKibibytes = 16;

    // RFC 8461 §3.3: "a suggested timeout is one minute".
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public async Task<StsFetch> FetchAsync(string domain, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FetchAsync(StsPolicy.HostFor(domain), configuration.Current.Outbound, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return StsFetch.Failed(StsFetchProblem.FetchError, $"no answer within {Limit.TotalSeconds} seconds");
        }
        catch (Exception fault) when (Innermost(fault) is AuthenticationException unproven)
        {
            return StsFetch.Failed(StsFetchProblem.WebPkiInvalid, Shown(unproven));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            return StsFetch.Failed(StsFetchProblem.FetchError, Shown(Innermost(fault)));
        }
    }

    private async Task<StsFetch> FetchAsync(string host, OutboundConfig outbound, CancellationToken cancellationToken)
    {
        var found = await resolver.FindAddressesAsync(host, cancellationToken);
        if (found.Outcome is not DnsOutcome.Found)
            return Failed($"{host} has no address: {(found.IsError ? found.Outcome.Word() : "the DNS knows none")}");
        var addresses = AddressOrder.Interleave(
            [.. found.Records.Where(address => outbound.MtaStsPrivateAddresses || PublicAddress.Is(address))]);
        if (addresses.Count == 0) return Failed($"{host} has only private addresses");

        using var client = Client(host, addresses, outbound);
        var place = new UriBuilder(Uri.UriSchemeHttps, host, outbound.MtaStsPort, "/.well-known/mta-sts.txt").Uri;
        using var request = new HttpRequestMessage(HttpMethod.Get, place);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        // "Policies fetched via HTTPS are only valid if the HTTP response code is 200 (OK). HTTP 3xx redirects MUST NOT be
        // followed".
        if (response.StatusCode is not HttpStatusCode.OK) return Failed($"{host} answered {(int)response.StatusCode}");
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) is false)
            return Failed($"{host} sent {PeerText.Quote(type)}, not text/plain");

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[StsPolicy.MaxSize + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return Read(body.AsSpan(0, length), type);
    }

    private static StsFetch Read(ReadOnlySpan<byte> body, string? type)
    {
        var (policy, findings) = StsPolicy.Read(body);
        if (policy is null)
        {
            var first = findings.First(finding => finding.IsFatal);
            var text = first.Text.Length > 0 ? $" {PeerText.Quote(first.Text)}" : "";
            return StsFetch.Failed(StsFetchProblem.Invalid, $"it is no policy: {first.Flaw}{text}");
        }

        var isPlain = string.Equals(type, "text/plain", StringComparison.OrdinalIgnoreCase);
        return new(policy, null, isPlain ? null : $"sent as {(type is null ? "nothing in particular" : PeerText.Quote(type))}");
    }

    // A fetch is rare: each has a client of its own, so that nothing of one is left for the next.
    private HttpClient Client(string host, IReadOnlyList<IPAddress> addresses, OutboundConfig outbound)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = MaxHeaderKibibytes,
            ConnectCallback = (_, token) => ConnectAsync(addresses, outbound.MtaStsPort, token),
            PlaintextStreamFilter = (context, _) => ValueTask.FromResult(Proven(context.PlaintextStream, host)),
        };
        handler.SslOptions.TargetHost = host;
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13; // RFC 8461 §7.2
        handler.SslOptions.CertificateChainPolicy = ChainPolicy(outbound.CaFile);
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Gatepost (MTA-STS; RFC 8461)");
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
            var socket = new System.Net.Sockets.Socket(
                addresses[i].AddressFamily, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            }
            catch (System.Net.Sockets.SocketException) when (i < addresses.Count - 1)
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

    private static StsFetch Failed(string words) => StsFetch.Failed(StsFetchProblem.FetchError, words);

    private static Exception Innermost(Exception fault)
    {
        while (fault is not AuthenticationException && fault.InnerException is { } inner) fault = inner;
        return fault;
    }

    private static string Shown(Exception fault) => PeerText.Escape(fault.Message, ShownError);
}
