using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>What a client calls itself in EHLO or HELO (RFC 5321 §4.1.1.1).</summary>
/// <param name="Name">1 to 255 printable ASCII characters without blanks; a claim, nothing proven.</param>
/// <param name="IsWellFormed">It is a domain name or an address literal. Much of the world's software says other things, and
/// refusing it for that is not ours (§4.1.4).</param>
public sealed record HeloArguments(string Name, bool IsWellFormed)
{
    private const int MaxLength = 255;

    /// <summary>Everything after the first blank is ignored, as older software has always done.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> arguments, [NotNullWhen(true)] out HeloArguments? helo, out SyntaxProblem problem)
    {
        helo = null;
        problem = SyntaxProblem.HeloName;
        var blank = arguments.IndexOfAny((byte)' ', (byte)'\t');
        var name = blank < 0 ? arguments : arguments[..blank];
        if (name.IsEmpty || name.Length > MaxLength || name.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return false;
        var text = Encoding.ASCII.GetString(name);
        helo = new(text, DomainName.IsValid(text) || DomainLiteral.IsValid(text));
        problem = SyntaxProblem.None;
        return true;
    }
}
