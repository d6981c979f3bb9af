using Gatepost.Inbound.Commands;
using Gatepost.Protocols.Smtp;
using static Gatepost.Inbound.CommandTraits;
using static Gatepost.Inbound.SessionState;

namespace Gatepost.Inbound;

/// <summary>One row for each verb: where it is allowed, what is special about it, who answers it (RFC 5321 §4.1.4).</summary>
/// <remarks>
/// BDAT is allowed everywhere, since its chunk must be swallowed wherever it comes (RFC 3030 §2): its handler asks for the state.
/// STARTTLS and AUTH need EHLO first, and no transaction (RFC 3207 §4, RFC 4954 §4).
/// </remarks>
internal static class CommandTable
{
    private static readonly SessionState[] Anywhere = [Connected, Greeted, Mail, Recipients];

    private static readonly CommandRow[] Rows =
    [
        new(SmtpVerb.Ehlo, Anywhere, BeforeTls | EndsGroup | Junk, GreetingCommands.Ehlo),
        new(SmtpVerb.Helo, Anywhere, EndsGroup | Junk, GreetingCommands.Helo),
        new(SmtpVerb.StartTls, [Greeted], BeforeTls | EndsGroup, StartTlsCommand.StartTls),
        new(SmtpVerb.Auth, [Greeted], EndsGroup, AuthCommand.Auth),
        new(SmtpVerb.Mail, [Greeted], None, MailCommands.Mail),
        new(SmtpVerb.Rcpt, [Mail, Recipients], None, MailCommands.Rcpt),
        new(SmtpVerb.Data, [Recipients], EndsGroup, ContentCommands.Data),
        new(SmtpVerb.Bdat, Anywhere, None, ContentCommands.Bdat),
        new(SmtpVerb.Rset, Anywhere, Junk, PlainCommands.Rset),
        new(SmtpVerb.Noop, Anywhere, BeforeTls | EndsGroup | Junk, static (session, _) => PlainCommands.Noop(session)),
        new(SmtpVerb.Vrfy, Anywhere, EndsGroup | Junk, PlainCommands.Vrfy),
        new(SmtpVerb.Expn, Anywhere, EndsGroup | Junk, static (session, _) => PlainCommands.Expn(session)),
        new(SmtpVerb.Help, Anywhere, EndsGroup | Junk, static (session, _) => PlainCommands.Help(session)),
        new(SmtpVerb.Quit, Anywhere, BeforeTls | EndsGroup, PlainCommands.Quit),
    ];

    private static readonly CommandRow?[] ByVerb = Index();

    /// <summary>All rows.</summary>
    public static IReadOnlyList<CommandRow> All => Rows;

    /// <summary>The row of a verb; null for one that we do not know.</summary>
    public static CommandRow? Find(SmtpVerb verb) => ByVerb[(int)verb];

    private static CommandRow?[] Index()
    {
        var index = new CommandRow?[Enum.GetValues<SmtpVerb>().Max(static verb => (int)verb) + 1];
        foreach (var row in Rows) index[(int)row.Verb] = row;
        return index;
    }
}
