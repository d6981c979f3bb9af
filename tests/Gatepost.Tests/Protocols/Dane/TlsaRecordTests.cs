using CsCheck;
using Gatepost.Protocols.Dane;

namespace Gatepost.Tests.Protocols.Dane;

public sealed class TlsaRecordTests
{
    private static readonly string Sha256 = new('a', 64), Sha512 = new('b', 128);

    [Fact]
    public void The_wire_is_usage_selector_matching_type_and_data()
    {
        var record = TlsaRecord.Read([3, 1, 1, .. Convert.FromHexString(Sha256)]);
        Assert.Equal((TlsaUsage.DaneEe, TlsaSelector.PublicKey, TlsaMatchingType.Sha256),
            (record.Usage, record.Selector, record.MatchingType));
        Assert.Equal(Sha256, Convert.ToHexStringLower(record.Data.Span));
        Assert.Equal($"3 1 1 {Sha256}", record.ToString());
        Assert.True(record.IsUsable);
    }

    [Fact]
    [Trait("Statement", "DANE-19")]
    public void Usages_0_and_1_are_unusable_for_mail()
    {
        Assert.Equal(TlsaProblem.PkixUsage, Parse($"0 1 1 {Sha256}").Problem);
        Assert.Equal(TlsaProblem.PkixUsage, Parse($"1 0 2 {Sha512}").Problem);
    }

    [Theory]
    [Trait("Statement", "DANE-24")]
    [InlineData(4, 1, 1, 32, TlsaProblem.UnknownUsage)]
    [InlineData(255, 1, 1, 32, TlsaProblem.UnknownUsage)]
    [InlineData(3, 2, 1, 32, TlsaProblem.UnknownSelector)]
    [InlineData(2, 255, 1, 32, TlsaProblem.UnknownSelector)]
    [InlineData(3, 1, 3, 32, TlsaProblem.UnknownMatchingType)]
    [InlineData(3, 1, 255, 0, TlsaProblem.UnknownMatchingType)]
    [InlineData(3, 1, 1, 31, TlsaProblem.WrongDigestLength)]
    [InlineData(3, 1, 1, 33, TlsaProblem.WrongDigestLength)]
    [InlineData(3, 1, 1, 0, TlsaProblem.WrongDigestLength)]
    [InlineData(3, 1, 2, 32, TlsaProblem.WrongDigestLength)]
    [InlineData(2, 0, 2, 63, TlsaProblem.WrongDigestLength)]
    [InlineData(3, 1, 1, 32, TlsaProblem.None)]
    [InlineData(2, 0, 2, 64, TlsaProblem.None)]
    [InlineData(3, 0, 0, 0, TlsaProblem.MalformedData)]
    [InlineData(2, 1, 0, 32, TlsaProblem.MalformedData)]
    public void What_is_unknown_or_of_the_wrong_length_makes_a_record_unusable(
        byte usage, byte selector, byte matching, int length, TlsaProblem problem)
    {
        var record = TlsaRecord.Read([usage, selector, matching, .. new byte[length]]);
        Assert.Equal(problem, record.Problem);
        Assert.Equal(problem is TlsaProblem.None, record.IsUsable);
    }

    [Theory]
    [Trait("Statement", "DANE-24")]
    [InlineData("", "\\# 0")]
    [InlineData("03", "\\# 1 03")]
    [InlineData("0301", "\\# 2 0301")]
    public void A_record_that_is_cut_off_is_unusable_and_can_still_be_shown(string rdata, string shown)
    {
        var record = TlsaRecord.Read(Convert.FromHexString(rdata));
        Assert.Equal(TlsaProblem.TooShort, record.Problem);
        Assert.Equal(shown, record.ToString());
        Assert.True(record.Data.IsEmpty);
    }

    [Fact]
    [Trait("Statement", "DANE-24")]
    public void A_whole_certificate_or_key_must_be_one()
    {
        Assert.True(Parse($"2 0 0 {ExpiredCertificate.Whole}").IsUsable);
        Assert.True(Parse($"2 1 0 {ExpiredCertificate.Key}").IsUsable);
        Assert.Equal(TlsaProblem.MalformedData, Parse($"2 1 0 {ExpiredCertificate.Whole}").Problem); // not a key
        Assert.Equal(TlsaProblem.MalformedData, Parse($"2 0 0 {ExpiredCertificate.Key}").Problem); // not a certificate
        Assert.Equal(TlsaProblem.MalformedData, Parse($"2 0 0 {ExpiredCertificate.Whole}00").Problem); // something behind it
        Assert.Equal(TlsaProblem.MalformedData, Parse($"2 0 0 {ExpiredCertificate.Whole[..^2]}").Problem); // cut off
    }

    [Theory]
    [InlineData("3 1 1 AbCd  ef01", "3 1 1 abcdef01")]
    [InlineData(" 3\t1 1", "3 1 1")]
    public void A_zones_text_may_hold_blanks_and_capitals(string text, string shown) => Assert.Equal(shown, Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("3 1")]
    [InlineData("3 1 1 abc")]
    [InlineData("3 1 1 xy")]
    [InlineData("256 1 1 ab")]
    [InlineData("-1 1 1 ab")]
    [InlineData("3 1 SHA2-256 ab")]
    public void What_is_no_zones_text_is_refused(string text) => Assert.False(TlsaRecord.TryParse(text, out _));

    [Fact]
    public void Whatever_is_on_the_wire_is_kept_and_read_back_from_its_text() => Gen.Byte.Array[3, 80].Sample(static rdata =>
    {
        var record = TlsaRecord.Read(rdata);
        byte[] read = [(byte)record.Usage, (byte)record.Selector, (byte)record.MatchingType, .. record.Data.Span];
        Assert.Equal(rdata, read);
        Assert.Equal(record, Parse(record.ToString()));
    }, iter: 2000);

    [Fact]
    public void Records_are_equal_by_what_they_say()
    {
        Assert.Equal(Parse("3 1 1 ab").GetHashCode(), Parse("3 1 1 AB").GetHashCode());
        Assert.True(Parse("3 1 1 ab").Equals((object)Parse("3 1 1 AB")));
        Assert.NotEqual(Parse("3 1 1 ab"), Parse("3 1 1 ac"));
        Assert.False(Parse("3 1 1 ab").Equals(null));
    }

    private static TlsaRecord Parse(string text)
    {
        Assert.True(TlsaRecord.TryParse(text, out var record), text);
        return record;
    }
}
