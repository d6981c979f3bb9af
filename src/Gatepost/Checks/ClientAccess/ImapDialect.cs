using System.Globalization;
using Gatepost.Checks.Survey;
using Gatepost.Protocols.MailAccess;

namespace Gatepost.Checks.ClientAccess;

/// <summary>IMAP (RFC 9051).</summary>
internal sealed class ImapDialect : IAccessDialect
{
    private const int MostLines = 100;
    private const string Smuggled = "smuggled", Auth = "AUTH=";

    private int _tags;

    public async ValueTask<AccessGreeting?> GreetAsync(AccessLine line) =>
        await line.HearAsync() is { } text
        && ImapResponse.Read(text) is { IsUntagged: true, Status: "OK" or "PREAUTH" or "BYE" } greeting
            ? new(greeting.Status != "BYE", greeting.Status == "PREAUTH", text)
            : null;

    public async ValueTask<AccessOffer?> AskAsync(AccessLine line)
    {
        var answers = await AskAsync(line, "CAPABILITY");
        if (answers.FindLast(static answer => answer.Capabilities is not null)?.Capabilities is not { } offered) return null;
        // RFC 9051 §6.2.3: where LOGINDISABLED is not listed, LOGIN is there.
        return new(offered.Contains("STARTTLS"),
            [.. offered.Where(static word => word.StartsWith(Auth, StringComparison.Ordinal))
                .Select(static word => word[Auth.Length..])],
            !offered.Contains("LOGINDISABLED"));
    }

    public async ValueTask<(bool IsAgreed, string Words)> BeginTlsAsync(AccessLine line, bool smuggles)
    {
        var answers = await AskAsync(line, "STARTTLS", smuggles ? $"{Smuggled} NOOP\r\n" : "");
        return answers is [.., { IsUntagged: false } last]
            ? (last.IsSuccess, $"{last.Status} {last.Text}")
            : (false, line.Fault ?? "");
    }

    public async ValueTask<SideProbeAnswer> TryLoginAsync(AccessLine line)
    {
        var answers = await AskAsync(line, "AUTHENTICATE PLAIN");
        if (answers is not [.., { IsUntagged: false } last]) return SideProbeAnswer.Unknown;
        if (!last.IsContinuation) return last.IsSuccess ? SideProbeAnswer.Bad : SideProbeAnswer.Good;
        await line.SayAsync("*\r\n"); // RFC 9051 §6.2.2: it is taken back
        await HearAsync(line, Tag(_tags));
        return SideProbeAnswer.Bad;
    }

    public async ValueTask<int> LeaveAsync(AccessLine line)
    {
        var answers = await AskAsync(line, "LOGOUT");
        return answers.Count(static answer => !answer.IsUntagged);
    }

    // All lines up to the end of the answer.
    private async ValueTask<List<ImapResponse>> AskAsync(AccessLine line, string command, string behind = "")
    {
        var tag = Tag(++_tags);
        return await line.SayAsync($"{tag} {command}\r\n{behind}") ? await HearAsync(line, tag) : [];
    }

    private static async ValueTask<List<ImapResponse>> HearAsync(AccessLine line, string tag)
    {
        var answers = new List<ImapResponse>();
        while (answers.Count < MostLines && await line.HearAsync() is { } text && ImapResponse.Read(text) is { } answer)
        {
            answers.Add(answer);
            if (answer.IsContinuation || answer.Tag == tag) break;
        }

        return answers;
    }

    private static string Tag(int number) => string.Create(CultureInfo.InvariantCulture, $"a{number}");
}
