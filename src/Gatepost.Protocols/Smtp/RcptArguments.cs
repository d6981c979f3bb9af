using System.Diagnostics.CodeAnalysis;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// The arguments of RCPT, read by the server and written by the client:
/// <c>TO:&lt;forward-path&gt; [SP parameters]</c> (RFC 5321 §4.1.1.3).
/// </summary>
public sealed record RcptArguments
{
    /// <summary>The forward-path; null is <c>&lt;Postmaster&gt;</c> without a domain: ours.</summary>
    public required Mailbox? ForwardPath { get; init; }

    /// <summary>NOTIFY (RFC 3461 §4.1).</summary>
    public DsnNotify Notify { get; init; }

    /// <summary>
    /// ORCPT (RFC 3461 §4.2) as <c>type;address</c>: xtext decoded, but kept as it came for the type <c>utf-8</c>, which has an
    /// encoding of its own (RFC 6533 §3).
    /// </summary>
    public string? OriginalRecipient { get; init; }

    /// <summary>Reads what follows the verb.</summary>
    /// <param name="arguments">What follows the verb.</param>
    /// <param name="smtpUtf8">MAIL asked for SMTPUTF8; else addresses are ASCII.</param>
    /// <param name="rcpt">The value.</param>
    /// <param name="problem">Or what is wrong.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> arguments, bool smtpUtf8, [NotNullWhen(true)] out RcptArguments? rcpt, out SyntaxProblem problem)
    {
        rcpt = null;
        problem = PathArguments.Read(arguments, "TO:", out var path);
        if (problem is not SyntaxProblem.None) return false;
        problem = path.Mailbox is null && path.LocalOnly is "" ? SyntaxProblem.Path // RCPT TO:<> names nobody
            : !path.IsAscii && !smtpUtf8 ? SyntaxProblem.NeedsSmtpUtf8
            : RcptParameters.Read(path, smtpUtf8, out rcpt);
        if (problem is SyntaxProblem.None && rcpt is not null) return true;
        rcpt = null;
        return false;
    }
}
