using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>The parameters of RCPT that our extensions know.</summary>
internal static class RcptParameters
{
    private const int MaxOriginalRecipient = 500; // RFC 3461 §4.2

    internal const string Utf8Type = "utf-8";

    internal static SyntaxProblem Read(in PathArguments path, bool smtpUtf8, out RcptArguments? rcpt)
    {
        rcpt = new RcptArguments { ForwardPath = path.Mailbox };
        foreach (var (keyword, value) in path.Parameters)
        {
            if (value is not null && !smtpUtf8 && !Ascii.IsValid(value)) return SyntaxProblem.NeedsSmtpUtf8;
            RcptArguments? next;
            switch (keyword)
            {
                case "NOTIFY": next = ReadNotify(rcpt, value); break;
                case "ORCPT": next = ReadOriginalRecipient(rcpt, value); break;
                default: return SyntaxProblem.UnknownParameter;
            }

            if (next is null) return SyntaxProblem.ParameterValue;
            rcpt = next;
        }

        return SyntaxProblem.None;
    }

    // RFC 3461 §4.1: "NEVER" / 1#( "SUCCESS" / "FAILURE" / "DELAY" )
    private static RcptArguments? ReadNotify(RcptArguments rcpt, string? value)
    {
        var notify = DsnNotify.Unspecified;
        foreach (var word in (value ?? "").ToUpperInvariant().Split(','))
        {
            var wish = word switch
            {
                "NEVER" => DsnNotify.Never,
                "SUCCESS" => DsnNotify.Success,
                "FAILURE" => DsnNotify.Failure,
                "DELAY" => DsnNotify.Delay,
                _ => DsnNotify.Unspecified,
            };
            if (wish is DsnNotify.Unspecified) return null;
            notify |= wish;
        }

        if (notify.HasFlag(DsnNotify.Never) && notify is not DsnNotify.Never) return null;
        return rcpt with { Notify = notify };
    }

    // RFC 3461 §4.2: addr-type ";" xtext
    private static RcptArguments? ReadOriginalRecipient(RcptArguments rcpt, string? value)
    {
        if (value is not { Length: > 0 and <= MaxOriginalRecipient }) return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 1 || semicolon == value.Length - 1) return null;
        var type = value[..semicolon];
        if (!type.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-')) return null;
        if (type.Equals(Utf8Type, StringComparison.OrdinalIgnoreCase)) return rcpt with { OriginalRecipient = value };
        return Xtext.TryDecode(value.AsSpan(semicolon + 1), out var address)
            ? rcpt with { OriginalRecipient = $"{type};{address}" } : null;
    }
}
