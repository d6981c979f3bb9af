using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.TlsRpt;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.Survey;

/// <summary>Looks whether the places answer to which a domain wants its reports about TLS (RFC 8460 §3).</summary>
internal static class ReportSurveyor
{
    // More than any domain names; the rest is not knocked at.
    private const int Most = 5;

    // What the page says does not matter: it is asked and not read.
    private const int NoContent = 1;

    public static async Task<IReadOnlyList<ReportDestination>> LookAsync(
        CheckTools tools, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        await Task.WhenAll(TlsRptRecord.Read(texts).Destinations.Take(Most)
            .Select(uri => LookAsync(tools, uri, cancellationToken)));

    private static async Task<ReportDestination> LookAsync(CheckTools tools, string uri, CancellationToken cancellationToken)
    {
        var place = new Uri(uri);
        if (place.Scheme == Uri.UriSchemeHttps)
        {
            var question = new HttpsQuestion(place.IdnHost, place.PathAndQuery, NoContent, tools.Config.Current.Timeouts.Connect)
            {
                Port = place.Port,
            };
            return new ReportDestination(uri, await tools.Pages(question, cancellationToken), null);
        }

        var address = Uri.UnescapeDataString(uri[(uri.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('?')[0]);
        var domain = DomainName.Normalize(address[(address.LastIndexOf('@') + 1)..]);
        var route = await tools.Router.FindAsync(domain, cancellationToken);
        return new ReportDestination(uri, null, route.Problem?.Reply.Text);
    }
}
