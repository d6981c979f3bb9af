using CsCheck;
using Gatepost.Protocols.Text;
using Gatepost.Protocols.TlsRpt;

namespace Gatepost.Tests.Protocols.TlsRpt;

public sealed class TlsRptRecordTests
{
    [Theory]
    [InlineData("v=TLSRPTv1;rua=mailto:reports@example.com", "mailto:reports@example.com")] // RFC 8460 §3.1.1
    [InlineData("v=TLSRPTv1; rua=https://reporting.example.com/v1/tlsrpt", "https://reporting.example.com/v1/tlsrpt")] // §3.1.2
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example , \thttps://c.example/?x=1&y=%2C%21%3B;", "mailto:a@b.example https://c.example/?x=1&y=%2C%21%3B")]
    [InlineData("v=TLSRPTv1; new=thing; rua=MAILTO:a%2Bb@c.example?subject=x", "MAILTO:a%2Bb@c.example?subject=x")]
    public void A_record_of_the_standard_says_where_reports_go(string text, string destinations)
    {
        var record = TlsRptRecord.Read([text]);
        Assert.Equal(TxtRecordState.Valid, record.State);
        Assert.Equal(destinations.Split(' '), record.Destinations);
        Assert.Empty(record.Flaws);
    }

    [Theory]
    [InlineData("v=TLSRPTv1;", TlsRptRecordFlaw.Syntax)]
    [InlineData("v=TLSRPTv1; rua", TlsRptRecordFlaw.Syntax)]
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example; x=a=b", TlsRptRecordFlaw.Syntax)]
    [InlineData("v=TLSRPTv1; RUA=mailto:a@b.example", TlsRptRecordFlaw.NoDestination)]
    [InlineData("v=TLSRPTv1; ruf=mailto:a@b.example", TlsRptRecordFlaw.NoDestination)]
    [InlineData("v=TLSRPTv1; rua=reports@example.com", TlsRptRecordFlaw.NoUsableDestination)]
    [InlineData("v=TLSRPTv1; rua=mailto:", TlsRptRecordFlaw.NoUsableDestination)]
    [InlineData("v=TLSRPTv1; rua=mailto:nobody", TlsRptRecordFlaw.NoUsableDestination)]
    [InlineData("v=TLSRPTv1; rua=mailto:}/@b", TlsRptRecordFlaw.NoUsableDestination)] // found by fuzzing
    [InlineData("v=TLSRPTv1; rua=mailto:a@b.example!10m", TlsRptRecordFlaw.NoUsableDestination)]
    [InlineData("v=TLSRPTv1; rua=mailto:%0D%0A@b.example", TlsRptRecordFlaw.NoUsableDestination)]
    [InlineData("v=TLSRPTv1; rua=http://b.example/", TlsRptRecordFlaw.NoUsableDestination)]
    [InlineData("v=TLSRPTv1; rua=https:", TlsRptRecordFlaw.NoUsableDestination)]
    [InlineData("v=TLSRPTv1; rua=https://ü.example/", TlsRptRecordFlaw.NoUsableDestination)]
    public void A_record_without_a_destination_that_can_be_used_is_none_and_says_why(string text, TlsRptRecordFlaw flaw)
    {
        var record = TlsRptRecord.Read([text]);
        Assert.Equal(TxtRecordState.Invalid, record.State);
        Assert.Empty(record.Destinations);
        Assert.Equal(flaw, record.Flaws[^1]);
    }

    [Fact]
    public void One_destination_that_cannot_be_used_takes_nothing_from_the_others()
    {
        var record = TlsRptRecord.Read(["v=TLSRPTv1; rua=ftp://x.example/,mailto:a@b.example; rua=mailto:late@b.example"]);
        Assert.Equal(["mailto:a@b.example"], record.Destinations);
        Assert.Equal([TlsRptRecordFlaw.Repeated, TlsRptRecordFlaw.UnusableDestination], record.Flaws);
    }

    [Fact]
    public void Exactly_one_record_must_remain()
    {
        Assert.Equal(TxtRecordState.Absent, TlsRptRecord.Read(["v=spf1 -all"]).State);
        const string One = "v=TLSRPTv1; rua=mailto:a@b.example";
        Assert.Equal(TxtRecordState.Valid, TlsRptRecord.Read([One, "v=STSv1; id=1"]).State);
        Assert.Equal([TlsRptRecordFlaw.Several], TlsRptRecord.Read([One, One]).Flaws);
        var nearMiss = TlsRptRecord.Read(["v=TLSRPTv1 ; rua=mailto:a@b.example"]);
        Assert.Equal(TxtRecordState.Absent, nearMiss.State);
        Assert.Equal([TlsRptRecordFlaw.NearMiss], nearMiss.Flaws);
    }

    [Fact]
    public void Any_text_is_read_and_destinations_are_URIs_of_the_two_schemes() =>
        Words.Text(12, "rua=", "mailto:", "https://", "a@b", "a.b/", ",", ";", " ", "!", "%0A", "=", "x=1", "?", "ü")
            .Sample(static words =>
            {
                var record = TlsRptRecord.Read(["v=TLSRPTv1;" + words]);
                Assert.Equal(record.State is TxtRecordState.Valid, record.Destinations.Count > 0);
                Assert.All(record.Destinations, static uri =>
                {
                    Assert.True(Uri.TryCreate(uri, UriKind.Absolute, out var address), uri);
                    Assert.Contains(address.Scheme, (string[])["mailto", "https"]);
                    Assert.DoesNotContain(uri, static c => c is ',' or ';' or '!' || c <= ' ' || c > '~');
                });
            }, iter: 5000);

    [Fact]
    public void The_name_to_ask_for_stands_below_the_policy_domain() =>
        Assert.Equal("_smtp._tls.example.com", TlsRptRecord.NameFor("example.com"));
}
