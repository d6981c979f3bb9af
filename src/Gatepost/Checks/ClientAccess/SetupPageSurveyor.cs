using System.Text;
using Gatepost.Checks.Survey;
using Gatepost.Protocols.MailAccess;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.ClientAccess;

/// <summary>Gets the pages from which mail programs set themselves up, as a program would for an address of the domain.</summary>
internal sealed class SetupPageSurveyor(CheckTools tools)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public async Task<IReadOnlyList<SetupPage>> LookAsync(string domain, CancellationToken cancellationToken)
    {
        var query = $"?emailaddress=postmaster%40{domain}";
        return await Task.WhenAll(
            AskAsync(domain, SetupKind.Autoconfig, Get($"autoconfig.{domain}", "/mail/config-v1.1.xml" + query),
                cancellationToken),
            AskAsync(domain, SetupKind.Autoconfig, Get(domain, "/.well-known/autoconfig/mail/config-v1.1.xml" + query),
                cancellationToken),
            AskAsync(domain, SetupKind.Autodiscover, Question($"autodiscover.{domain}", domain), cancellationToken));
    }

    private async Task<SetupPage> AskAsync(
        string domain, SetupKind kind, HttpsQuestion question, CancellationToken cancellationToken)
    {
        var answer = await tools.Pages(question, cancellationToken);
        var document = answer is { Fault: HttpsFault.None, Status: 200 }
            ? SetupDocument.Read(Encoding.UTF8.GetString(answer.Body).TrimStart('\uFEFF'))
            : null;
        return new(domain, kind, $"https://{question.Host}{question.Path.Split('?')[0]}", answer, document);
    }

    private static HttpsQuestion Get(string host, string path) => new(host, path, SetupDocument.MaxSize, Limit);

    // Outlook posts which kind of answer it wants, and for whom. Exchange wants a login first, others answer at once.
    private static HttpsQuestion Question(string host, string domain) => Get(host, "/autodiscover/autodiscover.xml") with
    {
        Posted = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            + "<Autodiscover xmlns=\"http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006\"><Request>"
            + $"<EMailAddress>postmaster@{domain}</EMailAddress><AcceptableResponseSchema>"
            + "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
            + "</AcceptableResponseSchema></Request></Autodiscover>",
        MediaType = "text/xml",
    };
}
