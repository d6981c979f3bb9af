using System.Net;
using Gatepost.Checks.MailAuth;
using Gatepost.Protocols.MailAuth;
using Gatepost.Tests.Dns;

namespace Gatepost.Tests.Checks.MailAuth;

/// <summary>Records of SPF, evaluated as a receiver does, and walked to their end.</summary>
public sealed class SpfWalkTests
{
    // The example of RFC 7208 appendix A, and what else a record can lead to.
    private const string Zone = """
        example.com            A     192.0.2.10
        example.com            A     192.0.2.11
        example.com            AAAA  2001:db8::10
        example.com            MX    10 mail-a.example.com
        example.com            MX    20 mail-b.example.com
        mail-a.example.com     A     192.0.2.129
        mail-b.example.com     A     192.0.2.130
        192.0.2.65             PTR   amy.example.com
        amy.example.com        A     192.0.2.65
        192.0.2.66             PTR   amy.example.com
        nobody.example.com     ANY   nodata
        failing.example.com    ANY   servfail
        3.2.0.192.list.example.com A 127.0.0.2
        one.example.com        TXT   v=spf1 ip4:192.0.2.1 -all
        two.example.com        TXT   v=spf1 ip4:192.0.2.2 ~all
        broken.example.com     TXT   v=spf1 ip4:192.0.2.300 -all
        circle.example.com     TXT   v=spf1 include:circle.example.com -all
        """;

    [Theory]
    [InlineData("+all", "192.0.2.200", "Pass")]
    [InlineData("a -all", "192.0.2.10", "Pass")]
    [InlineData("a -all", "2001:db8::10", "Pass")]
    [InlineData("a:one.example.com -all", "192.0.2.10", "Fail")]
    [InlineData("mx -all", "192.0.2.129", "Pass")]
    [InlineData("mx ~all", "192.0.2.140", "SoftFail")]
    [InlineData("mx/30 -all", "192.0.2.131", "Pass")]
    [InlineData("ptr -all", "192.0.2.65", "Pass")]
    [InlineData("ptr -all", "192.0.2.66", "Fail")] // the name does not lead back
    [InlineData("ip4:192.0.2.128/28 -all", "192.0.2.129", "Pass")]
    [InlineData("exists:%{ir}.list.%{d} -all", "192.0.2.3", "Pass")]
    [InlineData("exists:%{ir}.list.%{d} -all", "192.0.2.4", "Fail")]
    [InlineData("include:one.example.com -all", "192.0.2.1", "Pass")]
    [InlineData("include:one.example.com ?all", "192.0.2.9", "Neutral")] // the other's -all is not ours
    [InlineData("?include:one.example.com -all", "192.0.2.1", "Neutral")]
    [InlineData("redirect=two.example.com", "192.0.2.2", "Pass")]
    [InlineData("redirect=two.example.com", "192.0.2.9", "SoftFail")]
    [InlineData("mx", "192.0.2.9", "Neutral")]
    [InlineData("redirect=mail-a.example.com", "192.0.2.9", "PermError")]
    [InlineData("include:nobody.example.com -all", "192.0.2.9", "PermError")]
    [InlineData("include:broken.example.com -all", "192.0.2.9", "PermError")]
    [InlineData("ip4:192.0.2.9 include:broken.example.com -all", "192.0.2.9", "Pass")] // it is not reached
    [InlineData("include:circle.example.com -all", "192.0.2.9", "PermError")]
    [InlineData("include:failing.example.com -all", "192.0.2.9", "TempError")]
    [InlineData("a:failing.example.com -all", "192.0.2.9", "TempError")]
    [InlineData("a:x1.test a:x2.test -all", "192.0.2.9", "Fail")]
    [InlineData("a:x1.test a:x2.test a:x3.test -all", "192.0.2.9", "PermError")] // RFC 7208 §4.6.4: void look-ups
    public async Task A_receiver_comes_to(string terms, string address, string result)
    {
        var walk = new SpfWalk(new ZoneResolver(Zone), IPAddress.Parse(address), "mx.example.com");
        Assert.Equal(result, $"{await RunAsync(walk, terms)}");
    }

    [Fact]
    public async Task Ten_look_ups_are_allowed_and_eleven_are_not()
    {
        static string Terms(int count) => string.Join(' ', Enumerable.Repeat("a", count)) + " -all";
        var ten = new SpfWalk(new ZoneResolver(Zone), IPAddress.Parse("192.0.2.9"), "h");
        Assert.Equal(SpfResult.Fail, await RunAsync(ten, Terms(10)));
        var eleven = new SpfWalk(new ZoneResolver(Zone), IPAddress.Parse("192.0.2.9"), "h");
        Assert.Equal(SpfResult.PermError, await RunAsync(eleven, Terms(11)));
        var whole = new SpfWalk(new ZoneResolver(Zone), null, "h");
        await RunAsync(whole, Terms(20));
        Assert.Equal((20, false), (whole.LookUps.Count, whole.IsCut));
        var endless = new SpfWalk(new ZoneResolver(Zone), null, "h");
        await RunAsync(endless, Terms(60));
        Assert.True(endless.IsCut);
    }

    [Fact]
    public async Task The_walk_without_an_address_sees_all_that_is_wrong()
    {
        var walk = new SpfWalk(new ZoneResolver(Zone), null, "h");
        await RunAsync(walk, "include:one.example.com include:broken.example.com include:nobody.example.com "
            + "a:gone.test include:circle.example.com exists:%{i}.example.com mx:failing.example.com ~all mx:never.test");

        Assert.Equal(
            [
                "include:one.example.com (example.com)", "include:broken.example.com (example.com)",
                "include:nobody.example.com (example.com)", "a:gone.test (example.com)", "include:circle.example.com (example.com)",
                "include:circle.example.com (circle.example.com)", "exists:%{i}.example.com (example.com)",
                "mx:failing.example.com (example.com)",
            ], walk.LookUps);
        Assert.Equal(["include:nobody.example.com (nobody.example.com)", "a:gone.test (gone.test)"], walk.Voids);
        Assert.Equal(
            [
                "BrokenInclude include:broken.example.com: broken.example.com has a record that cannot be read: \"ip4:192.0.2.300\"",
                "BrokenInclude include:nobody.example.com: nobody.example.com has no SPF record",
                "Circle circle.example.com leads back to itself",
                "Dns mx:failing.example.com: failing.example.com: the resolver failed, or the answer is bogus",
            ], walk.Problems.Select(problem => $"{problem.Kind} {problem.Words}"));
    }

    [Fact]
    public async Task A_domain_with_eleven_mail_hosts_is_more_than_anybody_looks_up()
    {
        var zone = string.Join('\n', Enumerable.Range(1, 11).Select(i => $"many.test MX {i} mx{i}.many.test"));
        var walk = new SpfWalk(new ZoneResolver(zone), IPAddress.Parse("192.0.2.9"), "h");
        Assert.Equal(SpfResult.PermError, await RunAsync(walk, "mx:many.test -all"));
        Assert.Equal(SpfProblemKind.TooManyHosts, Assert.Single(walk.Problems).Kind);
    }

    private static Task<SpfResult> RunAsync(SpfWalk walk, string terms) =>
        walk.RunAsync("example.com", SpfRecord.Read([$"v=spf1 {terms}"]), TestContext.Current.CancellationToken);
}
