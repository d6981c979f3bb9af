using Gatepost.Checks.Survey;
using Gatepost.Protocols.MailAccess;

namespace Gatepost.Checks.ClientAccess;

/// <summary>POP3 (RFC 1939): CAPA of RFC 2449, STLS of RFC 2595, AUTH of RFC 5034.</summary>
internal sealed class PopDialect : IAccessDialect
{
    private const int MostLines = 100;
    private const string Nobody = "gatepost-check-nobody";

    public async ValueTask<AccessGreeting?> GreetAsync(AccessLine line) =>
        await line.HearAsync() is { } text && PopReply.Read(text) is { IsPositive: { } isPositive }
            ? new(isPositive, false, text)
            : null;

    public async ValueTask<AccessOffer?> AskAsync(AccessLine line)
    {
        if (await AskAsync(line, "CAPA") is not { } reply) return null;
        // RFC 2449 §5: a server without CAPA says nothing of itself; USER is there in all of that age.
        if (reply.IsPositive is not true) return new(false, [], true);
        var offered = new List<string>();
        while (await line.HearAsync() is { } text && text != "." && offered.Count < MostLines)
            offered.Add(text.ToUpperInvariant());
        var mechanisms = offered.Where(static text => text.StartsWith("SASL ", StringComparison.Ordinal))
            .SelectMany(static text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1));
        return new(offered.Contains("STLS"), [.. mechanisms], offered.Contains("USER"));
    }

    public async ValueTask<(bool IsAgreed, string Words)> BeginTlsAsync(AccessLine line, bool smuggles)
    {
        var reply = await AskAsync(line, smuggles ? "STLS\r\nNOOP" : "STLS");
        return (reply is { IsPositive: true }, reply?.Text ?? line.Fault ?? "");
    }

    // RFC 1939 §7: to a name that is good or not, and where the way is open, the answer is +OK, and the password comes next.
    public async ValueTask<SideProbeAnswer> TryLoginAsync(AccessLine line) => await AskAsync(line, $"USER {Nobody}") switch
    {
        null => SideProbeAnswer.Unknown,
        { IsPositive: false } => SideProbeAnswer.Good,
        _ => SideProbeAnswer.Bad,
    };

    public async ValueTask<int> LeaveAsync(AccessLine line)
    {
        if (!await line.SayAsync("QUIT\r\n")) return 0;
        var answers = 0;
        while (answers < MostLines && await line.HearAsync() is { } text && PopReply.Read(text) is not null) answers++;
        return answers;
    }

    private static async ValueTask<PopReply?> AskAsync(AccessLine line, string command) =>
        await line.SayAsync(command + "\r\n") && await line.HearAsync() is { } text ? PopReply.Read(text) : null;
}
