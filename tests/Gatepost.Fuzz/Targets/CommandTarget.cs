using System.Buffers;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Fuzz.Targets;

/// <summary>The command parser with all arguments, and the writer behind it.</summary>
internal sealed class CommandTarget : IFuzzTarget
{
    public string Name => "command";

    public IReadOnlyList<string> Words { get; } =
    [
        "MAIL FROM:<", "RCPT TO:<", "EHLO ", "BDAT ", "AUTH PLAIN ", ">", " SIZE=", " BODY=8BITMIME", " SMTPUTF8", " RET=FULL",
            " ENVID=", " AUTH=",
        " NOTIFY=NEVER", " NOTIFY=SUCCESS,DELAY", " ORCPT=rfc822;", " ORCPT=utf-8;", "\\x{E9}", "+0D+0A", "+2B", "+3D", "\"",
            "\\\"",
            "@example.org",
        "@[192.0.2.1]", "@[IPv6:2001:db8::1]", "<@a.example,@b.example:c@d.example>", "postmaster", "\xC3\xA9", "\xC2\x85",
            "\xC0\x8A", " LAST",
    ];

    public ulong Run(byte[] input)
    {
        if (input.AsSpan().ContainsAny("\r\n\0"u8)) return 0; // the line reader lets none of them through
        var command = CommandParser.Parse(input);
        return command.Verb switch
        {
            SmtpVerb.Mail => Mail(command.Arguments),
            SmtpVerb.Rcpt => Rcpt(command.Arguments, smtpUtf8: true) ^ Rcpt(command.Arguments, smtpUtf8: false),
            SmtpVerb.Ehlo or SmtpVerb.Helo => Helo(command.Arguments),
            SmtpVerb.Bdat => Bdat(command.Arguments),
            SmtpVerb.Auth => Auth(command.Arguments),
            var verb => Must.Shape((int)verb),
        };
    }

    private static ulong Mail(ReadOnlySpan<byte> arguments)
    {
        if (!MailArguments.TryParse(arguments, out var mail, out var problem)) return Refused(SmtpVerb.Mail, problem);
        CheckMailbox(mail.ReversePath, mail.SmtpUtf8);
        Must.BeOneLine(mail.EnvelopeId, "ENVID");
        Must.BeOneLine(mail.Auth, "AUTH");
        Must.Hold(mail.Size is null or >= 0, "SIZE is negative");
        var written = Written(wire => CommandWriter.WriteMail(wire, mail));
        Must.Hold(MailArguments.TryParse(written, out var again, out _), "what was written for MAIL is refused");
        Must.BeEqual(mail, again, "what was written for MAIL is read as something else");
        return Must.Shape((int)SmtpVerb.Mail, mail.ReversePath is null ? 0 : 1, mail.Size is null ? 0 : 1,
            (int)(mail.Body ?? (BodyType)9),
            (int)mail.Return, mail.EnvelopeId is null ? 0 : 1, mail.Auth is null ? 0 : 1, mail.SmtpUtf8 ? 1 : 0,
                PathShape(mail.ReversePath));
    }

    private static ulong Rcpt(ReadOnlySpan<byte> arguments, bool smtpUtf8)
    {
        if (!RcptArguments.TryParse(arguments, smtpUtf8, out var rcpt, out var problem)) return Refused(SmtpVerb.Rcpt, problem);
        CheckMailbox(rcpt.ForwardPath, smtpUtf8);
        Must.BeOneLine(rcpt.OriginalRecipient, "ORCPT");
        var written = Written(wire => CommandWriter.WriteRcpt(wire, rcpt));
        Must.Hold(RcptArguments.TryParse(written, smtpUtf8, out var again, out _), "what was written for RCPT is refused");
        Must.BeEqual(rcpt, again, "what was written for RCPT is read as something else");
        return Must.Shape((int)SmtpVerb.Rcpt, (int)rcpt.Notify, rcpt.OriginalRecipient is null ? 0 : 1,
            PathShape(rcpt.ForwardPath), smtpUtf8 ? 1 : 0);
    }

    private static ulong Helo(ReadOnlySpan<byte> arguments)
    {
        if (!HeloArguments.TryParse(arguments, out var helo, out var problem)) return Refused(SmtpVerb.Helo, problem);
        var isPrintable = helo.Name.Length is > 0 and <= 255 && helo.Name.All(static c => c is > ' ' and < (char)127);
        Must.Hold(isPrintable, "a name that cannot be written down");
        return Must.Shape((int)SmtpVerb.Helo, helo.IsWellFormed ? 1 : 0, helo.Name[0] is '[' ? 1 : 0);
    }

    private static ulong Bdat(ReadOnlySpan<byte> arguments)
    {
        if (!BdatArguments.TryParse(arguments, out var bdat, out var problem)) return Refused(SmtpVerb.Bdat, problem);
        Must.Hold(bdat.Size >= 0, "a chunk of negative size");
        return Must.Shape((int)SmtpVerb.Bdat, bdat.IsLast ? 1 : 0, Must.Rough(bdat.Size));
    }

    private static ulong Auth(ReadOnlySpan<byte> arguments)
    {
        if (!AuthArguments.TryParse(arguments, out var auth, out var problem)) return Refused(SmtpVerb.Auth, problem);
        Must.BeOneLine(auth.Mechanism, "the mechanism");
        return Must.Shape((int)SmtpVerb.Auth, auth.InitialResponse is null ? -1 : Must.Rough(auth.InitialResponse.Length));
    }

    private static ulong Refused(SmtpVerb verb, SyntaxProblem problem)
    {
        Must.Hold(problem is not SyntaxProblem.None, "refused without a reason");
        Must.Hold(Replies.For(problem).IsPermanent, "a syntax problem that is no 5yz");
        return Must.Shape((int)verb, 1000 + (int)problem);
    }

    private static void CheckMailbox(Mailbox? mailbox, bool smtpUtf8)
    {
        if (mailbox is null) return;
        Must.BeOneLine(mailbox.LocalPart, "a local part");
        Must.BeOneLine(mailbox.Domain, "a domain");
        Must.Hold(smtpUtf8 || !mailbox.NeedsSmtpUtf8, "an address beyond ASCII without SMTPUTF8");
    }

    private static int PathShape(Mailbox? mailbox) => mailbox is null ? 0
        : 1 + (mailbox.LocalPart[0] is '"' ? 1 : 0) + (mailbox.Domain[0] is '[' ? 2 : 0) + (mailbox.NeedsSmtpUtf8 ? 4 : 0);

    /// <summary>The arguments of the one line that was written.</summary>
    private static byte[] Written(Action<IBufferWriter<byte>> write)
    {
        var wire = new ArrayBufferWriter<byte>();
        write(wire);
        var octets = new ReadOnlySequence<byte>(wire.WrittenMemory);
        Must.BeEqual(LineProgress.Line, new LineReader(100_000).Read(ref octets, out var line), "a command that is no line");
        Must.Hold(octets.IsEmpty, "a command that is more than a line");
        return CommandParser.Parse(line).Arguments.ToArray();
    }
}
