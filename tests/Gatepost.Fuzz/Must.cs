using System.Text;

namespace Gatepost.Fuzz;

/// <summary>What must hold.</summary>
internal static class Must
{
    public static void Hold(bool condition, string what)
    {
        if (!condition) throw new InvariantException(what);
    }

    public static void BeEqual<T>(T one, T other, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(one, other)) throw new InvariantException($"{what}: <{one}> and <{other}>");
    }

    /// <summary>No CR, LF, NUL or other control character.</summary>
    public static void BeOneLine(string? value, string what) =>
        Hold(value is null || !value.Any(char.IsControl), $"{what} holds a control character");

    /// <summary>Every CR and LF stands in a CRLF, and there is no NUL.</summary>
    public static void BeCleanLines(ReadOnlySpan<byte> content)
    {
        for (var i = 0; i < content.Length; i++)
        {
            Hold(content[i] != 0, "a NUL was kept");
            Hold(content[i] != '\n' || (i > 0 && content[i - 1] == '\r'), "a lone LF was kept");
            Hold(content[i] != '\r' || (i + 1 < content.Length && content[i + 1] == '\n'), "a lone CR was kept");
        }
    }

    /// <summary>A shape made of small values.</summary>
    public static ulong Shape(params ReadOnlySpan<int> values)
    {
        var shape = 14695981039346656037UL; // FNV-1a
        foreach (var value in values) shape = (shape ^ (uint)value) * 1099511628211UL;
        return shape;
    }

    /// <summary>Latin-1, so that each octet is a character.</summary>
    public static string Text(ReadOnlySpan<byte> octets) => Encoding.Latin1.GetString(octets);

    /// <summary>A length as one of a few: shapes tell small inputs apart and not large ones.</summary>
    public static int Rough(long length) => length < 4 ? (int)length : 4 + (int)Math.Log2(length);
}
