using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>The arguments of AUTH (RFC 4954 §4): <c>mechanism [SP initial-response]</c>.</summary>
/// <param name="Mechanism">In upper case.</param>
/// <param name="InitialResponse">Decoded, empty for <c>=</c>, null where none was given.</param>
public sealed record AuthArguments(string Mechanism, byte[]? InitialResponse)
{
    private const int MaxMechanism = 20; // RFC 4422 §3.1

    /// <summary>Reads what follows the verb.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> arguments, [NotNullWhen(true)] out AuthArguments? auth, out SyntaxProblem problem)
    {
        auth = null;
        problem = SyntaxProblem.AuthArguments;
        var blank = arguments.IndexOf((byte)' ');
        var name = blank < 0 ? arguments : arguments[..blank];
        if (name.IsEmpty || name.Length > MaxMechanism || name.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return false;
        byte[]? response = null;
        if (blank >= 0)
        {
            var encoded = arguments[blank..].Trim((byte)' ');
            response = encoded is [(byte)'='] ? [] : Sasl.SaslBase64.Decode(encoded);
            if (response is null) return false;
        }

        auth = new(Encoding.ASCII.GetString(name).ToUpperInvariant(), response);
        problem = SyntaxProblem.None;
        return true;
    }
}
