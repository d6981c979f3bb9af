using System.Buffers;
using System.Text;
using Gatepost.Checks.Survey;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Checks.ClientAccess;

/// <summary>Submission (RFC 6409): STARTTLS of RFC 3207, AUTH of RFC 4954.</summary>
/// <param name="hostname">Our own name, for EHLO.</param>
internal sealed class SmtpDialect(string hostname) : IAccessDialect
{
    private const int MostLines = 100, Goodbye = 221;

    public async ValueTask<AccessGreeting?> GreetAsync(AccessLine line) =>
        await HearAsync(line) is { } reply ? new(reply.IsPositive, false, reply.ToString()) : null;

    public async ValueTask<AccessOffer?> AskAsync(AccessLine line)
    {
        if (await AskAsync(line, $"EHLO {hostname}") is not { IsPositive: true } reply) return null;
        var offer = EhloReply.Parse(reply);
        return new(offer.Offers(SmtpExtensions.StartTls), offer.AuthMechanisms, false);
    }

    public async ValueTask<(bool IsAgreed, string Words)> BeginTlsAsync(AccessLine line, bool smuggles)
    {
        var reply = await AskAsync(line, smuggles ? "STARTTLS\r\nNOOP" : "STARTTLS");
        return (reply is { IsPositive: true }, reply?.ToString() ?? line.Fault ?? "");
    }

    public async ValueTask<SideProbeAnswer> TryLoginAsync(AccessLine line)
    {
        switch (await AskAsync(line, "AUTH PLAIN"))
        {
            case null: return SideProbeAnswer.Unknown;
            case { IsIntermediate: true }: // RFC 4954 §4: "*" takes it back
                await AskAsync(line, "*");
                return SideProbeAnswer.Bad;
            default: return SideProbeAnswer.Good;
        }
    }

    public async ValueTask<int> LeaveAsync(AccessLine line)
    {
        if (!await line.SayAsync("QUIT\r\n")) return 0;
        for (var answers = 0; ; answers++)
        {
            if (await HearAsync(line) is not { } reply) return answers;
            if (reply.Code == Goodbye || answers == MostLines) return answers + 1;
        }
    }

    private static async ValueTask<SmtpReply?> AskAsync(AccessLine line, string command) =>
        await line.SayAsync(command + "\r\n") ? await HearAsync(line) : null;

    private static async ValueTask<SmtpReply?> HearAsync(AccessLine line)
    {
        var parser = new ReplyParser();
        for (var i = 0; i < MostLines && await line.HearAsync() is { } text; i++)
        {
            var octets = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text + "\r\n"));
            if (parser.Read(ref octets, out var reply) is not ReplyProgress.NeedMore) return reply;
        }

        return null;
    }
}
