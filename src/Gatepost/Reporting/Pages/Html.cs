using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Gatepost.Protocols.Text;

namespace Gatepost.Reporting.Pages;

/// <summary>
/// HTML, made piece by piece from interpolated strings. What stands in the holes is text, and is encoded: a stranger chose the
/// names in a report, and none of them can become markup. Only what is <see cref="Html"/> already goes in as it is.
/// </summary>
internal sealed partial class Html
{
    private const int LongestText = 2000;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();

    /// <summary>Of one piece.</summary>
    public static Html Of(Holes piece) => new Html().Add(piece);

    /// <summary>Adds a piece.</summary>
    public Html Add(Holes piece)
    {
        _text.Append(piece.Text);
        return this;
    }

    /// <summary>Adds what is HTML.</summary>
    public Html Add(Html part)
    {
        _text.Append(part._text);
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => _text.ToString();

    // "61 302" and "0.35 %" are not broken over two lines.
    [GeneratedRegex(@"(?<=\d) (?=[\d%])")]
    private static partial Regex InNumbers();

    /// <summary>An interpolated string whose holes are encoded.</summary>
    [InterpolatedStringHandler]
    public readonly struct Holes(int literalLength, int holes)
    {
        private readonly StringBuilder _text = new(literalLength + (holes * 16));

        internal StringBuilder Text => _text;

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(string? text) =>
            _text.Append(Encoder.Encode(InNumbers().Replace(PeerText.Shorten(text, LongestText), "\u00A0")));

        public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(double number) => _text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

        public void AppendFormatted(Html part) => _text.Append(part._text);
    }
}
