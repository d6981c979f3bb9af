using CsCheck;
using Gatepost.Protocols.Text;

namespace Gatepost.Tests.Protocols;

public sealed class PeerTextTests
{
    [Theory]
    [InlineData("550 no", "\"550 no\"")]
    [InlineData("say \"hi\" \\ bye", "\"say \\\"hi\\\" \\\\ bye\"")]
    [InlineData("\u001B[2Jgone", "\"\\x1B[2Jgone\"")]
    [InlineData("a\r\nb\0c\u007F", "\"a\\x0D\\x0Ab\\x00c\\x7F\"")]
    [InlineData("\u0085\u009B31m", "\"\\u{0085}\\u{009B}31m\"")]
    [InlineData("user\u202Egro.elpmaxe", "\"user\\u{202E}gro.elpmaxe\"")]
    [InlineData("a\u200Bb\u2028c\u00A0d", "\"a\\u{200B}b\\u{2028}c\\u{00A0}d\"")]
    [InlineData("grüß 你好", "\"grüß 你好\"")]
    [InlineData(null, "\"\"")]
    public void What_a_stranger_said_is_quoted_and_escaped(string? text, string quoted) =>
        Assert.Equal(quoted, PeerText.Quote(text));

    [Fact]
    public void What_is_too_long_is_cut_and_says_so()
    {
        Assert.Equal("\"abc\"...", PeerText.Quote("abcdef", 3));
        Assert.Equal("\"abc\"", PeerText.Quote("abc", 3));
        Assert.Equal("abc...", PeerText.Escape("abcdef", 3));
        Assert.Equal("\"ab\"...", PeerText.Quote("ab\u001Bcd", 3)); // never half an escape
    }

    [Fact]
    public void What_is_escaped_already_is_only_cut_and_what_is_not_is_still_shown_harmless()
    {
        Assert.Equal(@"450 \x1B[2J", PeerText.Shorten(PeerText.Escape("450 \e[2J")));
        Assert.Equal(@"a\x1Bb", PeerText.Shorten("a\eb"));
        Assert.Equal("abc...", PeerText.Shorten("abcdef", 3));
    }

    [Fact]
    public void Octets_that_are_no_UTF_8_are_shown_as_such() =>
        Assert.Equal("\"a\\u{FFFD}b\"", PeerText.Quote(Octets.Of("a\xFF" + "b")));

    [Fact]
    public void Half_a_surrogate_pair_is_shown_as_no_character() => Assert.Equal("\"\\u{FFFD}\"", PeerText.Quote("\uD800"));

    [Fact]
    public void Megabytes_are_cut_too() => Assert.Equal("\"\\x00\\x00\"...", PeerText.Quote(new byte[10_000_000].AsSpan(), 9));

    [Fact]
    public void Nothing_that_is_shown_can_move_a_cursor_start_a_line_or_turn_the_writing() => Gen.String.Sample(static text =>
    {
        var shown = PeerText.Quote(text, 50);
        Assert.DoesNotContain(shown, static c => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E'));
        Assert.True(shown.Length <= 50 + 5);
    }, iter: 1000);
}
