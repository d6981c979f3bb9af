using System.Globalization;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>The parameters of MAIL that our extensions know.</summary>
internal static class MailParameters
{
    private const int MaxEnvelopeId = 100; // RFC 3461 §4.4
    private const int MaxAuth = 500; // RFC 4954 §3

    internal static SyntaxProblem Read(in PathArguments path, out MailArguments? mail)
    {
        mail = new MailArguments { ReversePath = path.Mailbox };
        foreach (var (keyword, value) in path.Parameters)
        {
            // RFC 6531 §3.4: nothing but the paths may hold UTF-8; ORCPT in its utf-8 form belongs to RCPT.
            if (value is not null && !Ascii.IsValid(value)) return SyntaxProblem.ParameterValue;
            var problem = Apply(keyword, value, ref mail);
            if (problem is not SyntaxProblem.None) return problem;
        }

        return !path.IsAscii && !mail.SmtpUtf8 ? SyntaxProblem.NeedsSmtpUtf8 : SyntaxProblem.None;
    }

    private static SyntaxProblem Apply(string keyword, string? value, ref MailArguments mail)
    {
        MailArguments? next;
        switch (keyword)
        {
            case "SIZE": next = ReadSize(mail, value); break;
            case "BODY": next = ReadBody(mail, value); break;
            case "SMTPUTF8": next = value is null ? mail with { SmtpUtf8 = true } : null; break;
            case "REQUIRETLS": next = value is null ? mail with { RequireTls = true } : null; break;
            case "RET": next = ReadReturn(mail, value); break;
            case "ENVID": next = ReadEnvelopeId(mail, value); break;
            case "AUTH": next = ReadAuth(mail, value); break;
            default: return SyntaxProblem.UnknownParameter;
        }

        mail = next ?? mail;
        return next is null ? SyntaxProblem.ParameterValue : SyntaxProblem.None;
    }

    // RFC 1870 §4: 1*20DIGIT
    private static MailArguments? ReadSize(MailArguments mail, string? value)
    {
        if (value is not { Length: >= 1 and <= 20 }) return null;
        if (!ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
        return mail with { Size = (long)Math.Min(size, long.MaxValue) };
    }

    // BINARYMIME (RFC 3030 §3) is not offered.
    private static MailArguments? ReadBody(MailArguments mail, string? value) => value?.ToUpperInvariant() switch
    {
        "7BIT" => mail with { Body = BodyType.SevenBit },
        "8BITMIME" => mail with { Body = BodyType.EightBitMime },
        _ => null,
    };

    private static MailArguments? ReadReturn(MailArguments mail, string? value) => value?.ToUpperInvariant() switch
    {
        "FULL" => mail with { Return = DsnReturn.Full },
        "HDRS" => mail with { Return = DsnReturn.Headers },
        _ => null,
    };

    private static MailArguments? ReadEnvelopeId(MailArguments mail, string? value) =>
        value is { Length: > 0 and <= MaxEnvelopeId } && Xtext.TryDecode(value, out var id) && Ascii.IsValid(id)
            ? mail with { EnvelopeId = id } : null;

    private static MailArguments? ReadAuth(MailArguments mail, string? value) =>
        value is { Length: > 0 and <= MaxAuth } && Xtext.TryDecode(value, out var identity)
            ? mail with { Auth = identity } : null;
}
