using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;

namespace Gatepost.TlsPolicy.Sts;

/// <summary>
/// Fetches a policy as RFC 8461 §3.3 wants it: from <c>https://mta-sts.domain/.well-known/mta-sts.txt</c>, only an answer 200,
/// within a minute and 64 KiB, by the rules of <see cref="HttpsClient"/>.
/// </summary>
/// <param name="resolver">Tells where the policy host is.</param>
/// <param name="configuration">Port, addresses, CA file.</param>
/// <param name="anchors">The authorities of a CA file.</param>
/// <param name="time">The clock.</param>
internal sealed class HttpsStsFetcher(
    IResolver resolver, IConfigSource configuration, Func<string, X509Certificate2Collection> anchors, TimeProvider time)
    : IStsFetcher
{
    // RFC 8461 §3.3: "a suggested timeout is one minute".
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly HttpsClient _client = new(resolver, configuration, anchors, time, "Gatepost (MTA-STS; RFC 8461)");

    public async Task<StsFetch> FetchAsync(string domain, CancellationToken cancellationToken)
    {
        var host = StsPolicy.HostFor(domain);
        var question = new HttpsQuestion(host, "/.well-known/mta-sts.txt", StsPolicy.MaxSize, Limit);
        var answer = await _client.AskAsync(question, cancellationToken);
        return answer switch
        {
            { Fault: HttpsFault.Unproven } => StsFetch.Failed(StsFetchProblem.WebPkiInvalid, answer.Words),
            { Fault: not HttpsFault.None } => StsFetch.Failed(StsFetchProblem.FetchError, answer.Words),
            // "Policies fetched via HTTPS are only valid if the HTTP response code is 200 (OK). HTTP 3xx redirects MUST NOT be
            // followed".
            { Status: not 200 } => StsFetch.Failed(StsFetchProblem.FetchError, $"{host} answered {answer.Status}") with
            {
                Status = answer.Status,
            },
            { MediaType: { } type } when !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) =>
                StsFetch.Failed(StsFetchProblem.FetchError, $"{host} sent {PeerText.Quote(type)}, not text/plain") with
                {
                    OtherType = PeerText.Quote(type),
                },
            _ => Read(answer.Body, answer.MediaType),
        };
    }

    private static StsFetch Read(ReadOnlySpan<byte> body, string? type)
    {
        var (policy, findings) = StsPolicy.Read(body);
        if (policy is null)
        {
            var first = findings.First(finding => finding.IsFatal);
            return StsFetch.Failed(StsFetchProblem.Invalid, $"it is no policy: {first.Describe()}") with { Findings = findings };
        }

        if (string.Equals(type, "text/plain", StringComparison.OrdinalIgnoreCase))
            return new(policy, null, null) { Findings = findings };
        var other = type is null ? "nothing in particular" : PeerText.Quote(type);
        return new(policy, null, $"sent as {other}") { Findings = findings, OtherType = other };
    }
}
