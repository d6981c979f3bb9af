using System.Buffers.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>The arguments of BDAT (RFC 3030 §2): <c>chunk-size [SP "LAST"]</c>.</summary>
/// <param name="Size">Octets of the chunk, 0 and more.</param>
/// <param name="IsLast">The message ends with it.</param>
public readonly record struct BdatArguments(long Size, bool IsLast)
{
    /// <summary>20 digits by the grammar; ours end where a long does.</summary>
    public static bool TryParse(ReadOnlySpan<byte> arguments, out BdatArguments bdat, out SyntaxProblem problem)
    {
        bdat = default;
        problem = SyntaxProblem.BdatArguments;
        if (!Utf8Parser.TryParse(arguments, out ulong size, out var digits) || size > long.MaxValue
            || arguments[0] is (byte)'+') return false;
        var rest = arguments[digits..];
        if (!rest.IsEmpty && (rest[0] is not (byte)' '
            || !System.Text.Ascii.EqualsIgnoreCase(rest.Trim((byte)' '), "LAST"u8))) return false;
        bdat = new((long)size, !rest.IsEmpty);
        problem = SyntaxProblem.None;
        return true;
    }
}
