using System.Globalization;
using Gatepost.Checks.Survey;
using Gatepost.Protocols.MailAccess;

namespace Gatepost.Checks.Dialogues;

/// <summary>IMAP (RFC 9051).</summary>
internal sealed class ImapDialect : IDialect
{
    private const int MostLines = 100;
    private const string Smuggled = "smuggled", Auth = "AUTH=";

    private int _tags;

    public string StartTls => "STARTTLS of IMAP";

    public string Farewell => "z LOGOUT";

    public bool IsLoggedIn { get; private set; }

    public async ValueTask<bool> GreetAsync(PeerLine line)
    {
        if (await line.HearAsync() is not { } text) return false;
        var greeting = ImapResponse.Read(text);
        IsLoggedIn = greeting is { IsUntagged: true, Status: "PREAUTH" };
        if (IsLoggedIn || greeting is { IsUntagged: true, Status: "OK" }) return true;
        line.GiveUp(greeting is { Status: "BYE" }
            ? CallFault.Refused("at the greeting", text, isForNow: false)
            : CallFault.NoGreeting);
        return false;
    }

    public async ValueTask<AccessOffer?> AskAsync(PeerLine line)
    {
        var answers = await AskAsync(line, "CAPABILITY");
        if (answers.FindLast(static answer => answer.Capabilities is not null)?.Capabilities is not { } offered)
        {
            line.GiveUp(CallFault.NoOffer);
            return null;
        }

        // RFC 9051 §6.2.3: where LOGINDISABLED is not listed, LOGIN is there.
        return new(offered.Contains("STARTTLS"),
            [.. offered.Where(static word => word.StartsWith(Auth, StringComparison.Ordinal))
                .Select(static word => word[Auth.Length..])],
            !offered.Contains("LOGINDISABLED"));
    }

    // RFC 9051 §6.2.1
    public async ValueTask<bool> BeginTlsAsync(PeerLine line, bool smuggles)
    {
        var answers = await AskAsync(line, "STARTTLS", smuggles ? $"{Smuggled} NOOP\r\n" : "");
        if (answers is not [.., { IsUntagged: false } last]) line.GiveUp(new(CallFaultKind.NoTls, "no answer to STARTTLS"));
        else if (last.IsSuccess) return true;
        else line.GiveUp(CallFault.Refused("at STARTTLS", $"{last.Status} {last.Text}", isForNow: false));
        return false;
    }

    public async ValueTask<SideProbeAnswer> TryLoginAsync(PeerLine line)
    {
        var answers = await AskAsync(line, "AUTHENTICATE PLAIN");
        if (answers is not [.., { IsUntagged: false } last]) return SideProbeAnswer.Unknown;
        if (!last.IsContinuation) return last.IsSuccess ? SideProbeAnswer.Bad : SideProbeAnswer.Good;
        await line.SayAsync("*\r\n"); // RFC 9051 §6.2.2: it is taken back
        await HearAsync(line, Tag(_tags));
        return SideProbeAnswer.Bad;
    }

    public async ValueTask<int> LeaveAsync(PeerLine line)
    {
        var answers = await AskAsync(line, "LOGOUT");
        return answers.Count(static answer => !answer.IsUntagged);
    }

    // All lines up to the end of the answer.
    private async ValueTask<List<ImapResponse>> AskAsync(PeerLine line, string command, string behind = "")
    {
        var tag = Tag(++_tags);
        return await line.SayAsync($"{tag} {command}\r\n{behind}") ? await HearAsync(line, tag) : [];
    }

    private static async ValueTask<List<ImapResponse>> HearAsync(PeerLine line, string tag)
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
