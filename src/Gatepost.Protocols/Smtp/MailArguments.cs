using System.Diagnostics.CodeAnalysis;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// The arguments of MAIL, read by the server and written by the client:
/// <c>FROM:&lt;reverse-path&gt; [SP parameters]</c> (RFC 5321 §4.1.1.2). What was not given is null or false.
/// </summary>
public sealed record MailArguments
{
    /// <summary>The reverse-path; null is <c>&lt;&gt;</c> (RFC 5321 §4.5.5).</summary>
    public required Mailbox? ReversePath { get; init; }

    /// <summary>SIZE in octets, as the client declares it (RFC 1870 §6).</summary>
    public long? Size { get; init; }

    /// <summary>BODY (RFC 6152 §3).</summary>
    public BodyType? Body { get; init; }

    /// <summary>SMTPUTF8 (RFC 6531 §3.4).</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>RET (RFC 3461 §4.3).</summary>
    public DsnReturn Return { get; init; }

    /// <summary>ENVID, xtext decoded; at most 100 characters (RFC 3461 §4.4).</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>AUTH (RFC 4954 §5): the identity that submitted it first, xtext decoded, or <c>&lt;&gt;</c>. A claim.</summary>
    public string? Auth { get; init; }

    /// <summary>REQUIRETLS (RFC 8689 §2). Whether it was offered is for the session to know.</summary>
    public bool RequireTls { get; init; }

    /// <summary>Reads what follows the verb.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> arguments, [NotNullWhen(true)] out MailArguments? mail, out SyntaxProblem problem)
    {
        mail = null;
        problem = PathArguments.Read(arguments, "FROM:", out var path);
        if (problem is not SyntaxProblem.None) return false;
        // A lone <postmaster> is for RCPT only.
        problem = path.Mailbox is null && path.LocalOnly is not "" ? SyntaxProblem.Path : MailParameters.Read(path, out mail);
        if (problem is SyntaxProblem.None && mail is not null) return true;
        mail = null;
        return false;
    }
}
