using CsCheck;
using Gatepost.Protocols.Dane;

namespace Gatepost.Tests.Protocols.Dane;

public sealed class TlsaSetTests
{
    private static readonly string OtherSha256 = new('a', 64), OtherSha512 = new('b', 128);

    // A few values each, so that groups form.
    private static readonly Gen<TlsaRecord> Record =
        Gen.Select(Gen.Byte[0, 4], Gen.Byte[0, 2], Gen.Byte[1, 3], Gen.Bool).Select(static (usage, selector, matching, isRight) =>
            TlsaRecord.Read([usage, selector, matching, .. new byte[(matching is 1 ? 32 : 64) - (isRight ? 0 : 1)]]));

    [Fact]
    [Trait("Statement", "DANE-23")]
    public void Only_the_strongest_digest_of_a_usage_and_selector_counts()
    {
        // RFC 7671 §9: the weaker digest is right, the stronger is not.
        Assert.False(Fits($"3 1 1 {ExpiredCertificate.KeySha256}", $"3 1 2 {OtherSha512}"));
        Assert.True(Fits($"3 1 1 {OtherSha256}", $"3 1 2 {ExpiredCertificate.KeySha512}"));
    }

    [Fact]
    [Trait("Statement", "DANE-23")]
    public void A_whole_key_always_counts() => Assert.True(
        Fits($"3 1 0 {ExpiredCertificate.Key}", $"3 1 2 {OtherSha512}"));

    [Theory]
    [Trait("Statement", "DANE-23")]
    [InlineData("2 1 2")] // another usage
    [InlineData("3 0 2")] // another selector
    public void A_stronger_digest_elsewhere_takes_nothing_away(string parameters) => Assert.True(
        Fits($"{parameters} {OtherSha512}", $"3 1 1 {ExpiredCertificate.KeySha256}"));

    [Fact]
    [Trait("Statement", "DANE-23")]
    public void An_unusable_record_with_a_stronger_digest_takes_nothing_away() => Assert.True(
        Fits($"3 1 2 {OtherSha256}", $"3 1 1 {ExpiredCertificate.KeySha256}")); // cut off

    [Fact]
    public void Two_keys_stand_side_by_side_while_one_is_changed_for_the_other() => Assert.True( // RFC 7671 §8
        Fits($"3 1 1 {OtherSha256}", $"3 1 1 {ExpiredCertificate.KeySha256}"));

    [Fact]
    [Trait("Statement", "DANE-24")]
    public void An_unusable_record_spoils_nothing_but_itself()
    {
        Assert.True(Fits("0 0 1 00", "3 1 1 ab", "9 9 9", $"3 1 1 {ExpiredCertificate.KeySha256}"));
        Assert.Empty(TlsaSet.Strongest([Parse("0 0 1 00"), Parse("3 1 1 ab")]));
        Assert.Empty(TlsaSet.Strongest([]));
    }

    [Fact]
    [Trait("Statement", "DANE-23")]
    public void A_naive_reading_of_the_standard_agrees() => Record.Array[0, 8].Sample(static records =>
    {
        // RFC 7671 §9, word by word: discard the unusable, then for each usage and selector keep the strongest.
        var expected = records.Where(r => r.IsUsable && !records.Any(other => other.IsUsable
            && other.Usage == r.Usage && other.Selector == r.Selector && other.MatchingType > r.MatchingType));
        Assert.Equal(expected, TlsaSet.Strongest(records));
    }, iter: 3000);

    private static bool Fits(params string[] records) => TlsaSet.Strongest(records.Select(Parse))
        .Any(static record => record.Usage is TlsaUsage.DaneEe && TlsaMatch.IsMatch(record, ExpiredCertificate.Der));

    private static TlsaRecord Parse(string text) =>
        TlsaRecord.TryParse(text, out var record) ? record : throw new ArgumentException(text, nameof(text));
}
