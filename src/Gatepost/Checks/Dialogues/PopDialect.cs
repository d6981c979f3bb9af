using Gatepost.Checks.Survey;
using Gatepost.Protocols.MailAccess;

namespace Gatepost.Checks.Dialogues;

/// <summary>POP3 (RFC 1939): CAPA of RFC 2449, STLS of RFC 2595 §4, AUTH of RFC 5034.</summary>
internal sealed class PopDialect : IDialect
{
    private const int MostLines = 100;
    private const string Nobody = "gatepost-check-nobody";

    public string StartTls => "STLS of POP3";

    public string Farewell => "QUIT";

    public async ValueTask<bool> GreetAsync(PeerLine line)
    {
        var text = await line.HearAsync();
        if (text is not null && PopReply.Read(text) is not { IsPositive: not null }) line.GiveUp(CallFault.NoGreeting);
        return IsPositive(line, "at the greeting", text);
    }

    public async ValueTask<AccessOffer?> AskAsync(PeerLine line)
    {
        if (await AskAsync(line, "CAPA") is not { } reply)
        {
            line.GiveUp(CallFault.NoOffer);
            return null;
        }

        // RFC 2449 §5: a server without CAPA says nothing of itself; USER is there in all of that age.
        if (reply.IsPositive is not true) return new(false, [], true);
        var offered = new List<string>();
        while (await line.HearAsync() is { } text && text != "." && offered.Count < MostLines)
            offered.Add(text.ToUpperInvariant());
        var mechanisms = offered.Where(static text => text.StartsWith("SASL ", StringComparison.Ordinal))
            .SelectMany(static text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1));
        return new(offered.Contains("STLS"), [.. mechanisms], offered.Contains("USER"));
    }

    public async ValueTask<bool> BeginTlsAsync(PeerLine line, bool smuggles) =>
        await line.SayAsync(smuggles ? "STLS\r\nNOOP\r\n" : "STLS\r\n") && IsPositive(line, "at STLS", await line.HearAsync());

    // RFC 1939 §7: to a name that is good or not, and where the way is open, the answer is +OK, and the password comes next.
    public async ValueTask<SideProbeAnswer> TryLoginAsync(PeerLine line) => await AskAsync(line, $"USER {Nobody}") switch
    {
        null => SideProbeAnswer.Unknown,
        { IsPositive: false } => SideProbeAnswer.Good,
        _ => SideProbeAnswer.Bad,
    };

    public async ValueTask<int> LeaveAsync(PeerLine line)
    {
        if (!await line.SayAsync($"{Farewell}\r\n")) return 0;
        var answers = 0;
        while (answers < MostLines && await line.HearAsync() is { } text && PopReply.Read(text) is not null) answers++;
        return answers;
    }

    private static bool IsPositive(PeerLine line, string where, string? text)
    {
        if (text is null) return false;
        if (PopReply.Read(text) is { IsPositive: true }) return true;
        line.GiveUp(CallFault.Refused(where, text, isForNow: false));
        return false;
    }

    private static async ValueTask<PopReply?> AskAsync(PeerLine line, string command) =>
        await line.SayAsync(command + "\r\n") && await line.HearAsync() is { } text ? PopReply.Read(text) : null;
}
