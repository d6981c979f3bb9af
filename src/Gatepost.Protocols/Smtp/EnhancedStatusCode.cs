using System.Globalization;

namespace Gatepost.Protocols.Smtp;

/// <summary>A status code "class.subject.detail" (RFC 3463 §2), such as 4.7.5.</summary>
/// <param name="Class">2 success, 4 persistent transient failure, 5 permanent failure.</param>
/// <param name="Subject">0 to 999: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 security.</param>
/// <param name="Detail">0 to 999.</param>
public readonly record struct EnhancedStatusCode(int Class, int Subject, int Detail)
{
    /// <summary>Reads "class.subject.detail", all of it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EnhancedStatusCode code)
    {
        code = default;
        if (text.Length < 5 || text[0] is not ('2' or '4' or '5') || text[1] is not '.') return false;
        var rest = text[2..];
        var dot = rest.IndexOf('.');
        if (dot < 0 || !TryReadNumber(rest[..dot], out var subject)
            || !TryReadNumber(rest[(dot + 1)..], out var detail)) return false;
        code = new(text[0] - '0', subject, detail);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, stackalloc char[16], $"{Class}.{Subject}.{Detail}");

    private static bool TryReadNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        return digits.Length is >= 1 and <= 3
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
