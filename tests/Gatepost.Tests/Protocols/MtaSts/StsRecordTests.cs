using System.Text.RegularExpressions;
using CsCheck;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;

namespace Gatepost.Tests.Protocols.MtaSts;

public sealed class StsRecordTests
{
    [Theory]
    [Trait("Statement", "STS-03")]
    [InlineData("v=STSv1; id=20160831085700Z;", "20160831085700Z")] // RFC 8461 §3.1
    [InlineData("v=STSv1; id=20160831085700Z", "20160831085700Z")]
    [InlineData("v=STSv1;id=1", "1")]
    [InlineData("v=STSv1;\t id=1 \t; ", "1")]
    [InlineData("v=STSv1; ext=a,b!c/d:e; id=1; x.y-z_9=~", "1")]
    [InlineData("v=STSv1; id=abcdefghijklmnopqrstuvwxyz123456", "abcdefghijklmnopqrstuvwxyz123456")]
    public void A_record_of_the_standard_has_its_id(string text, string id)
    {
        var record = StsRecord.Read([text]);
        Assert.Equal((TxtRecordState.Valid, id), (record.State, record.Id));
        Assert.Empty(record.Flaws);
    }

    [Theory]
    [Trait("Statement", "STS-03")]
    [InlineData("v=STSv1; id=first; id=second")]
    [InlineData("v=STSv1; v=STSv2; id=first; v=STSv3")]
    [InlineData("v=STSv1; id=first; id=not/one")]
    public void Of_a_key_that_stands_twice_the_first_counts(string text)
    {
        var record = StsRecord.Read([text]);
        Assert.Equal((TxtRecordState.Valid, "first"), (record.State, record.Id));
        Assert.Equal([StsRecordFlaw.Repeated], record.Flaws);
    }

    [Theory]
    [Trait("Statement", "STS-03")]
    [InlineData("v=STSv1;", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; ;id=1", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id=1;;", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id=1 ", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id=", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; =1", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id =1", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id= 1", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id=1 id=2", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id=1, x=2", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; -x=1; id=1", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id=1; a23456789012345678901234567890123=1", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id=ü", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; id=1\n", StsRecordFlaw.Syntax)]
    [InlineData("v=STSv1; ID=1", StsRecordFlaw.NoId)]
    [InlineData("v=STSv1; mode=enforce", StsRecordFlaw.NoId)]
    [InlineData("v=STSv1; id=2026-10-01", StsRecordFlaw.InvalidId)]
    [InlineData("v=STSv1; id=abcdefghijklmnopqrstuvwxyz1234567", StsRecordFlaw.InvalidId)]
    public void A_record_that_is_malformed_is_no_policy_and_says_why(string text, StsRecordFlaw flaw)
    {
        var record = StsRecord.Read([text]);
        Assert.Equal((TxtRecordState.Invalid, null), (record.State, record.Id));
        Assert.Equal(flaw, record.Flaws[^1]);
    }

    [Fact]
    [Trait("Statement", "STS-02")]
    public void Exactly_one_record_must_remain()
    {
        Assert.Equal(TxtRecordState.Absent, StsRecord.Read([]).State);
        Assert.Equal(TxtRecordState.Absent, StsRecord.Read(["v=spf1 -all", "", "google-site-verification=x"]).State);
        Assert.Equal("1", StsRecord.Read(["v=spf1 -all", "v=STSv1; id=1", "v=STSv10; id=2"]).Id);
        var several = StsRecord.Read(["v=STSv1; id=1", "v=STSv1; id=1"]);
        Assert.Equal(TxtRecordState.Invalid, several.State);
        Assert.Equal([StsRecordFlaw.Several], several.Flaws);
    }

    [Theory]
    [Trait("Statement", "STS-06")]
    [InlineData("v=STSv1 ; id=1")]
    [InlineData(" v=STSv1; id=1")]
    [InlineData("v=STSV1; id=1")]
    [InlineData("V=STSv1; id=1")]
    [InlineData("v=STSv1")]
    public void What_does_not_begin_so_to_the_letter_is_passed_over_and_noticed(string text)
    {
        Assert.Equal(TxtRecordState.Absent, StsRecord.Read([text]).State);
        Assert.Equal([StsRecordFlaw.NearMiss], StsRecord.Read([text]).Flaws);
        var beside = StsRecord.Read([text, "v=STSv1; id=2"]);
        Assert.Equal((TxtRecordState.Valid, "2"), (beside.State, beside.Id));
        Assert.Equal([StsRecordFlaw.NearMiss], beside.Flaws);
    }

    [Fact]
    [Trait("Statement", "STS-03")]
    public void The_grammar_of_the_standard_agrees()
    {
        // RFC 8461 §3.1, written as one pattern, with the rule that the text begins with "v=STSv1;".
        const string Delimiter = "[ \t]*;[ \t]*", Field = "[A-Za-z0-9][A-Za-z0-9_.-]{0,31}=[!-:<>-~]+";
        var grammar = new Regex($"\\Av=STSv1(?=;)({Delimiter}{Field})+({Delimiter})?\\z");
        Words.Text(8, "v=STSv1", ";", "; ", " ", "id=1", "id=", "x=1", "=", "a", "-").Sample(words =>
        {
            var text = "v=STSv1;" + words;
            var record = StsRecord.Read([text]);
            Assert.Equal(grammar.IsMatch(text), !record.Flaws.Contains(StsRecordFlaw.Syntax));
        }, iter: 5000);
    }

    [Fact]
    public void Any_text_is_read_and_only_letters_and_digits_become_an_id() =>
        Gen.Char["v=STSv1; id\t\n=.üA9"].Array[0, 24].Select(static c => "v=STSv1;" + new string(c)).Array[0, 3].Sample(static texts =>
        {
            var record = StsRecord.Read(texts);
            Assert.Equal(record.State is TxtRecordState.Valid, record.Id is not null);
            if (record.Id is { } id) Assert.Matches("\\A[A-Za-z0-9]{1,32}\\z", id);
        }, iter: 5000);

    [Fact]
    public void The_name_to_ask_for_stands_below_the_policy_domain() =>
        Assert.Equal("_mta-sts.example.com", StsRecord.NameFor("example.com"));
}
