using System.Net;
using CsCheck;
using Gatepost.Protocols.MailAuth;
using Gatepost.Protocols.Text;

namespace Gatepost.Tests.Protocols.MailAuth;

public sealed class SpfRecordTests
{
    [Theory]
    [InlineData("v=spf1", "")]
    [InlineData("v=spf1 -all", "Fail All")]
    [InlineData("V=SPF1  +MX  A:mail.Example.com ~ALL ", "Pass Mx; Pass A mail.Example.com; SoftFail All")]
    [InlineData("v=spf1 include:_spf.example.net ?ptr ?ptr:example.com exists:%{ir}.l.example.com -all",
        "Pass Include _spf.example.net; Neutral ReverseName; Neutral ReverseName example.com; Pass Exists %{ir}.l.example.com; Fail All")]
    [InlineData("v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ip6:::1", "Pass Ip4 192.0.2.1 32 128; Pass Ip4 192.0.2.0 24 128; Pass Ip6 2001:db8:: 32 32; Pass Ip6 ::1 32 128")]
    [InlineData("v=spf1 a/28//64 mx//48 a:%{d1/}x.example/0 a:b.example//0", "Pass A 28 64; Pass Mx 32 48; Pass A %{d1/}x.example 0 128; Pass A b.example 32 0")]
    [InlineData("v=spf1 moo.cow-far_out=man:dog/cat op=auth all", "Pass All")] // RFC 7208 §6: unknown modifiers
    public void A_record_of_the_standard_is_read(string text, string directives)
    {
        var record = SpfRecord.Read([text]);
        Assert.Equal(TxtRecordState.Valid, record.State);
        Assert.Equal(directives, string.Join("; ", record.Directives.Select(Shown)));
        Assert.Empty(record.Flaws);
    }

    [Theory]
    [InlineData("v=spf1 ip4:192.0.2.0/33", "ip4:192.0.2.0/33")]
    [InlineData("v=spf1 ip4:192.0.2", "ip4:192.0.2")]
    [InlineData("v=spf1 ip4:0xC0000201", "ip4:0xC0000201")]
    [InlineData("v=spf1 ip4:192.0.2.01", "ip4:192.0.2.01")]
    [InlineData("v=spf1 ip4:2001:db8::1 -all", "ip4:2001:db8::1")]
    [InlineData("v=spf1 ip6:192.0.2.1", "ip6:192.0.2.1")]
    [InlineData("v=spf1 ip6:fe80::1%1", "ip6:fe80::1%1")]
    [InlineData("v=spf1 ip4:192.0.2.0/24/8", "ip4:192.0.2.0/24/8")]
    [InlineData("v=spf1 ip4=192.0.2.1", null)] // an unknown modifier, and so nothing
    [InlineData("v=spf1 ip:192.0.2.1 -all", "ip:192.0.2.1")]
    [InlineData("v=spf1 include -all", "include")]
    [InlineData("v=spf1 include: _spf.example.net -all", "include:")]
    [InlineData("v=spf1 include:localhost -all", "include:localhost")]
    [InlineData("v=spf1 exists:%{i -all", "exists:%{i")]
    [InlineData("v=spf1 exists:%{c}.example.com", "exists:%{c}.example.com")] // only in explanations
    [InlineData("v=spf1 exists:%(ir).example.com", "exists:%(ir).example.com")] // RFC 7208 §7.3
    [InlineData("v=spf1 a:example.com:8080", "a:example.com:8080")]
    [InlineData("v=spf1 a/033", "a/033")]
    [InlineData("v=spf1 -all.", "-all.")]
    [InlineData("v=spf1 all:example.com", "all:example.com")]
    [InlineData("v=spf1 redirect=example.com redirect=example.net", "redirect=example.net")]
    [InlineData("v=spf1 exp=e.example.com exp=e.example.com", "exp=e.example.com")]
    [InlineData("v=spf1 redirect=", "redirect=")]
    [InlineData("v=spf1 -all;", "-all;")]
    [InlineData("v=spf1 192.0.2.1 -all", "192.0.2.1")]
    public void One_term_that_is_none_spoils_the_whole_record(string text, string? wrong)
    {
        var record = SpfRecord.Read([text]);
        Assert.Equal(wrong is null ? TxtRecordState.Valid : TxtRecordState.Invalid, record.State);
        Assert.Equal(wrong ?? "", record.Wrong);
    }

    [Fact]
    public void Exactly_one_record_must_remain()
    {
        Assert.Equal(TxtRecordState.Absent, SpfRecord.Read([]).State);
        Assert.Equal(TxtRecordState.Valid, SpfRecord.Read(["other", "v=spf1 -all", "v=spf10 +all"]).State);
        Assert.Equal([SpfRecordFlaw.Several], SpfRecord.Read(["v=spf1 -all", "v=spf1 mx -all"]).Flaws);
        Assert.Equal([SpfRecordFlaw.Characters], SpfRecord.Read(["v=spf1 -all\u00A0"]).Flaws);
    }

    [Theory]
    [InlineData("v=spf10 -all", true)]
    [InlineData(" v=spf1 -all", true)]
    [InlineData("\"v=spf1 -all\"", true)]
    [InlineData("spf1 -all", true)]
    [InlineData("v= spf1 -all", true)]
    [InlineData("v=spf2.0/pra -all", false)]
    [InlineData("v=DMARC1; p=none", false)]
    public void What_was_meant_for_a_record_and_is_none_is_told(string text, bool isNearMiss)
    {
        var record = SpfRecord.Read([text]);
        Assert.Equal(TxtRecordState.Absent, record.State);
        Assert.Equal(isNearMiss, record.Flaws.Contains(SpfRecordFlaw.NearMiss));
    }

    [Theory]
    [InlineData("v=spf1 mx redirect=_spf.example.net", "_spf.example.net", null)]
    [InlineData("v=spf1 redirect=_spf.example.net -all", null, SpfQualifier.Fail)]
    [InlineData("v=spf1 +all -all", null, SpfQualifier.Pass)]
    public void What_holds_at_the_end_is_all_or_another_record(string text, string? redirect, SpfQualifier? otherwise)
    {
        var record = SpfRecord.Read([text]);
        Assert.Equal((redirect, otherwise), (record.Redirect, record.Default));
    }

    [Theory]
    [InlineData("ip4:192.0.2.130/25", "192.0.2.129", true)]
    [InlineData("ip4:192.0.2.130/25", "192.0.2.127", false)]
    [InlineData("ip4:192.0.2.1/0", "203.0.113.9", true)]
    [InlineData("ip4:192.0.2.1", "2001:db8::1", false)]
    [InlineData("ip6:2001:db8:8000::/33", "2001:db8:ffff::1", true)]
    [InlineData("ip6:2001:db8:8000::/33", "2001:db8:7fff::1", false)]
    public void A_network_covers_by_its_leading_bits(string term, string address, bool isCovered)
    {
        var directive = Assert.Single(SpfRecord.Read([$"v=spf1 {term}"]).Directives);
        Assert.Equal(isCovered, directive.Covers(directive.Address!, IPAddress.Parse(address)));
    }

    [Theory] // RFC 7208 §7.4
    [InlineData("%{s}", "strong-bad@email.example.com")]
    [InlineData("%{d4}", "email.example.com")]
    [InlineData("%{d2}", "example.com")]
    [InlineData("%{dr}", "com.example.email")]
    [InlineData("%{d2r}", "example.email")]
    [InlineData("%{l-}", "strong.bad")]
    [InlineData("%{lr-}", "bad.strong")]
    [InlineData("%{l1r-}", "strong")]
    [InlineData("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com")]
    [InlineData("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com")]
    [InlineData("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com")]
    [InlineData("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net")]
    [InlineData("%{h}.%%.%_.%-", "mx.example.org.%. .%20")]
    public void Macros_expand_as_the_standard_shows(string text, string name)
    {
        var values = new SpfMacroValues(IPAddress.Parse("192.0.2.3"), "strong-bad", "email.example.com", "email.example.com", "mx.example.org");
        Assert.Equal(name, SpfMacro.Expand(text, values));
        Assert.True(SpfMacro.IsString(text));
    }

    [Fact]
    public void An_IPv6_address_expands_nibble_by_nibble_and_a_long_name_loses_its_left()
    {
        var values = new SpfMacroValues(IPAddress.Parse("2001:db8::cb01"), "a", "b.example", "b.example", "h.example");
        Assert.Equal("1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6", SpfMacro.Expand("%{ir}.%{v}", values));
        var longName = string.Concat(Enumerable.Repeat("aaaaaaaaa.", 30)) + "example";
        Assert.EndsWith(".example", SpfMacro.Expand(longName, values), StringComparison.Ordinal);
        Assert.True(SpfMacro.Expand(longName, values).Length <= 253);
    }

    [Fact]
    public void Any_text_is_read_and_what_is_valid_is_made_of_terms_that_read_alone() =>
        Words.Text(12, " ", "all", "-", "~", "a", "mx", ":", "/", "//", "ip4", "ip6", "192.0.2.1", "::1", "24", "include", "example.com",
                "redirect", "exp", "=", "%{i}", "%", "exists", "ptr", "ü")
            .Sample(static words =>
            {
                var record = SpfRecord.Read(["v=spf1 " + words]);
                Assert.Equal(record.State is TxtRecordState.Invalid, record.Flaws.Count > 0);
                foreach (var directive in record.Directives)
                {
                    var alone = SpfRecord.Read([$"v=spf1 {directive.Text}"]);
                    Assert.Equal([directive], alone.Directives);
                    if (directive.Address is { } address) Assert.True(directive.Covers(address, address));
                }
            }, iter: 5000);

    private static string Shown(SpfDirective directive)
    {
        var words = $"{directive.Qualifier} {directive.Mechanism}";
        if (directive.Domain is not null) words += $" {directive.Domain}";
        if (directive.Address is not null) words += $" {directive.Address}";
        return (directive.Prefix4, directive.Prefix6) == (32, 128) && directive.Address is null
            ? words
            : $"{words} {directive.Prefix4} {directive.Prefix6}";
    }
}
