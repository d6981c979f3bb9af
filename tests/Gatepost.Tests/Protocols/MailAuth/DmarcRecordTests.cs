using CsCheck;
using Gatepost.Protocols.MailAuth;
using Gatepost.Protocols.Text;

namespace Gatepost.Tests.Protocols.MailAuth;

public sealed class DmarcRecordTests
{
    [Theory]
    [InlineData("v=DMARC1; p=none; rua=mailto:dmarc-feedback@example.com", DmarcPolicy.None, "dmarc-feedback@example.com")]
    [InlineData("v=DMARC1;p=Reject;", DmarcPolicy.Reject, "")]
    [InlineData("v = DMARC1 ; p = quarantine ; rua = mailto:a@b.example , mailto:c@d.example", DmarcPolicy.Quarantine, "a@b.example c@d.example")]
    [InlineData("v=DMARC1; rua=mailto:a%2Bb@c.example; p=reject; new=thing", DmarcPolicy.Reject, "a+b@c.example")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:a@b.example!10m?subject=x", DmarcPolicy.Reject, "a@b.example")]
    [InlineData("v=DMARC1", DmarcPolicy.None, "")]
    public void A_record_says_what_to_do_and_where_to_report(string text, DmarcPolicy policy, string reports)
    {
        var record = DmarcRecord.Read([text]);
        Assert.Equal((TxtRecordState.Valid, policy), (record.State, record.Policy));
        Assert.Equal(reports, string.Join(' ', record.AggregateTo));
    }

    [Fact]
    public void The_other_tags_are_read()
    {
        var record = DmarcRecord.Read(["v=DMARC1; p=reject; sp=quarantine; np=none; t=y; psd=n; adkim=s; fo=1; ruf=mailto:f@b.example"]);
        Assert.Equal((DmarcPolicy.Quarantine, DmarcPolicy.None, true, false),
            (record.SubdomainPolicy, record.NonexistentPolicy, record.IsTest, record.IsPublicSuffix));
        Assert.Equal("f@b.example", Assert.Single(record.FailuresTo).ToString());
        Assert.Empty(record.Flaws);
        Assert.True(DmarcRecord.Read(["v=DMARC1; p=none; psd=y"]).IsPublicSuffix);
    }

    [Theory]
    [InlineData("v=DMARC1; p=rejects", DmarcRecordFlaw.InvalidPolicy)]
    [InlineData("v=DMARC1; p=reject; sp=all", DmarcRecordFlaw.InvalidPolicy)]
    [InlineData("v=DMARC1; p=reject; p=none", DmarcRecordFlaw.Syntax)]
    [InlineData("v=DMARC1; reject", DmarcRecordFlaw.Syntax)]
    public void A_record_that_counts_for_nothing_says_why(string text, DmarcRecordFlaw flaw)
    {
        var record = DmarcRecord.Read([text]);
        Assert.Equal(TxtRecordState.Invalid, record.State);
        Assert.Equal(flaw, record.Flaws[^1]);
    }

    [Fact]
    public void A_policy_that_is_none_counts_as_none_where_reports_are_wanted()
    {
        var record = DmarcRecord.Read(["v=DMARC1; p=rejects; sp=reject; rua=mailto:a@b.example"]);
        Assert.Equal((TxtRecordState.Valid, DmarcPolicy.None, null), (record.State, record.Policy, record.SubdomainPolicy));
        Assert.Equal([DmarcRecordFlaw.InvalidPolicy], record.Flaws);
    }

    [Theory]
    [InlineData("v=DMARC1; p=none; pct=50", DmarcRecordFlaw.ObsoleteTag)]
    [InlineData("v=DMARC1; p=none; t=yes", DmarcRecordFlaw.InvalidTag)]
    [InlineData("v=DMARC1; p=none; rua=reports@example.com", DmarcRecordFlaw.UnusableDestination)]
    [InlineData("v=DMARC1; p=none; rua=mailto:a@b.example; ruf=https://c.example/", DmarcRecordFlaw.UnusableDestination)]
    [InlineData("v=DMARC1; rua=mailto:a@b.example", DmarcRecordFlaw.NoPolicy)]
    public void What_is_passed_over_in_a_valid_record_is_told(string text, DmarcRecordFlaw flaw)
    {
        var record = DmarcRecord.Read([text]);
        Assert.Equal(TxtRecordState.Valid, record.State);
        Assert.Equal([flaw], record.Flaws);
    }

    [Fact]
    public void Exactly_one_record_must_remain()
    {
        Assert.Equal(TxtRecordState.Absent, DmarcRecord.Read(["v=spf1 -all", "p=reject; v=DMARC1"]).State);
        Assert.Equal([DmarcRecordFlaw.Several], DmarcRecord.Read(["v=DMARC1; p=none", "v=DMARC1; p=reject"]).Flaws);
        var nearMiss = DmarcRecord.Read(["v=dmarc1; p=reject"]);
        Assert.Equal(TxtRecordState.Absent, nearMiss.State);
        Assert.Equal([DmarcRecordFlaw.NearMiss], nearMiss.Flaws);
    }

    [Theory]
    [InlineData("v=DMARC1", true)]
    [InlineData("v=DMARC1;", true)]
    [InlineData("v=DMARC1; rua=mailto:x@y.example", true)]
    [InlineData("v=spf1 -all", false)]
    public void Another_domain_agrees_to_take_reports_by_the_version_alone(string text, bool agrees)
    {
        Assert.Equal(agrees, DmarcRecord.IsConsent(["other", text]));
        Assert.Equal("example.com._report._dmarc.thirdparty.example.net", DmarcRecord.ConsentNameFor("example.com", "thirdparty.example.net"));
    }

    [Theory] // RFC 9989 §4.10
    [InlineData("mail.example.com", "mail.example.com example.com com")]
    [InlineData("com", "com")]
    [InlineData("a.b.c.d.e.f.g.h", "a.b.c.d.e.f.g.h b.c.d.e.f.g.h c.d.e.f.g.h d.e.f.g.h e.f.g.h f.g.h g.h h")]
    [InlineData("a.b.c.d.e.f.g.h.i.j.mail.example.com",
        "a.b.c.d.e.f.g.h.i.j.mail.example.com g.h.i.j.mail.example.com h.i.j.mail.example.com i.j.mail.example.com j.mail.example.com mail.example.com example.com com")]
    public void The_walk_asks_at_most_eight_names(string domain, string targets)
    {
        Assert.Equal(targets.Split(' '), DmarcTree.Targets(domain));
        Assert.True(DmarcTree.Targets(domain).Count <= DmarcTree.MostQuestions);
    }

    [Theory] // RFC 9989 §4.10.1, §4.10.2
    [InlineData("a.mail.example.com", "mail.example.com=v=DMARC1; p=none|example.com=v=DMARC1; p=reject", "example.com", "example.com")]
    [InlineData("a.mail.example.com", "com=v=DMARC1; psd=y", "example.com", "com")]
    [InlineData("mail.example.com", "mail.example.com=v=DMARC1; p=none|example.com=v=DMARC1; p=reject", "example.com", "mail.example.com")]
    [InlineData("a.example.com", "example.com=v=DMARC1; p=none; psd=n|com=v=DMARC1; psd=y", "example.com", "example.com")]
    [InlineData("example.com", "example.com=v=DMARC1; p=none; psd=y", "example.com", "example.com")]
    [InlineData("a.example.com", "a.example.com=v=DMARC1; p=x", "a.example.com", null)]
    [InlineData("example.com", "", "example.com", null)]
    public void The_organization_is_found_by_walking(string domain, string found, string organization, string? policy)
    {
        List<KeyValuePair<string, DmarcRecord>> records = [.. found.Split('|', StringSplitOptions.RemoveEmptyEntries)
            .Select(static text => text.Split('=', 2)).Select(static pair => KeyValuePair.Create(pair[0], DmarcRecord.Read([pair[1]])))];
        Assert.Equal((organization, policy), (DmarcTree.Organization(domain, records), DmarcTree.PolicyDomain(domain, records)));
    }

    [Fact]
    public void Any_text_is_read_and_only_a_valid_record_has_a_policy() =>
        Words.Text(10, "v=DMARC1", "; ", ";", "p=", "sp=", "np=", "reject", "none", "rua=", "mailto:", "a@b.example", ",", "t=y", "psd=n", "=", " ", "ü")
            .Sample(static text =>
            {
                var record = DmarcRecord.Read([text]);
                if (record.State is TxtRecordState.Valid) return;
                Assert.Equal((DmarcPolicy.None, 0, 0), (record.Policy, record.AggregateTo.Count, record.FailuresTo.Count));
                if (record.State is TxtRecordState.Invalid) Assert.NotEmpty(record.Flaws);
            }, iter: 5000);
}
