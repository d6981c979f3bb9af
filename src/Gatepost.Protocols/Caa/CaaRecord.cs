using System.Globalization;
using System.Text;

namespace Gatepost.Protocols.Caa;

/// <summary>A record that limits who may issue certificates for a name (RFC 8659 §4.1).</summary>
/// <param name="IsCritical">A CA that does not know the tag must not issue.</param>
/// <param name="Tag">In small letters: <c>issue</c>, <c>issuewild</c>, <c>iodef</c>, or another.</param>
/// <param name="Value">As it stands; what is no ASCII is shown as U+FFFD.</param>
/// <remarks><code>
///   flags (1)  length of the tag (1)  tag  value
/// </code></remarks>
public sealed record CaaRecord(bool IsCritical, string Tag, string Value)
{
    private const byte Critical = 0x80;
    private const int MaxTag = 15;

    /// <summary>Whether every CA must know the tag (RFC 8659 §4.2 to §4.4 and the registry that it founds).</summary>
    public bool IsKnown =>
        Tag is "issue" or "issuewild" or "issuemail" or "issuevmc" or "iodef" or "contactemail" or "contactphone";

    /// <summary>Reads RDATA. One that is cut short comes as a critical record without a tag: nobody could obey it.</summary>
    public static CaaRecord Read(ReadOnlySpan<byte> data)
    {
        if (data.Length < 2 || data[1] is 0 or > MaxTag || data.Length < 2 + data[1]) return new(true, "", "");
        var tag = Encoding.ASCII.GetString(data.Slice(2, data[1]));
        return new((data[0] & Critical) != 0, tag.ToLowerInvariant(), Encoding.UTF8.GetString(data[(2 + data[1])..]));
    }

    /// <summary>Reads a record as zone files write it: <c>0 issue "ca.example.org; policy=ev"</c>.</summary>
    public static bool TryParse(string text, out CaaRecord record)
    {
        var words = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        var isWhole = words.Length >= 2 && byte.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        record = isWhole
            ? new((byte.Parse(words[0], CultureInfo.InvariantCulture) & Critical) != 0, words[1].ToLowerInvariant(),
                words.Length > 2 ? words[2].Trim('"') : "")
            : new(true, "", "");
        return isWhole;
    }

    /// <inheritdoc />
    public override string ToString() => $"{(IsCritical ? Critical : 0)} {Tag} \"{Value}\"";
}
