using System.Buffers;
using System.Text;
using Gatepost.Checks.Survey;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Checks.Dialogues;

/// <summary>Submission (RFC 6409): STARTTLS of RFC 3207, AUTH of RFC 4954.</summary>
/// <param name="hostname">Our own name, for EHLO.</param>
internal sealed class SmtpDialect(string hostname) : IDialect
{
    private const int MostLines = 100, Goodbye = 221;

    public string StartTls => "STARTTLS of SMTP";

    public string Farewell => "QUIT";

    public async ValueTask<bool> GreetAsync(PeerLine line) => IsPositive(line, "at the greeting", await HearAsync(line));

    public async ValueTask<AccessOffer?> AskAsync(PeerLine line)
    {
        var reply = await AskAsync(line, $"EHLO {hostname}");
        if (!IsPositive(line, "at EHLO", reply)) return null;
        var offer = EhloReply.Parse(reply!);
        return new(offer.Offers(SmtpExtensions.StartTls), offer.AuthMechanisms, false);
    }

    public async ValueTask<bool> BeginTlsAsync(PeerLine line, bool smuggles) =>
        IsPositive(line, "at STARTTLS", await AskAsync(line, smuggles ? "STARTTLS\r\nNOOP" : "STARTTLS"));

    public async ValueTask<SideProbeAnswer> TryLoginAsync(PeerLine line)
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

    public async ValueTask<int> LeaveAsync(PeerLine line)
    {
        if (!await line.SayAsync($"{Farewell}\r\n")) return 0;
        for (var answers = 0; ; answers++)
        {
            if (await HearAsync(line) is not { } reply) return answers;
            if (reply.Code == Goodbye || answers == MostLines) return answers + 1;
        }
    }

    private static bool IsPositive(PeerLine line, string where, SmtpReply? reply)
    {
        if (reply is null) line.GiveUp(new(CallFaultKind.NoTls, "what came is no SMTP reply"));
        else if (!reply.IsPositive) line.GiveUp(CallFault.Refused(where, reply.ToString(), !reply.IsPermanent));
        return reply is { IsPositive: true };
    }

    private static async ValueTask<SmtpReply?> AskAsync(PeerLine line, string command) =>
        await line.SayAsync(command + "\r\n") ? await HearAsync(line) : null;

    private static async ValueTask<SmtpReply?> HearAsync(PeerLine line)
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
