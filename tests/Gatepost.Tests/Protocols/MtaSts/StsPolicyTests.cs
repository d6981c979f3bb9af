using System.Text;
using CsCheck;
using Gatepost.Protocols.MtaSts;

namespace Gatepost.Tests.Protocols.MtaSts;

public sealed class StsPolicyTests
{
    private const string Rfc = """
        version: STSv1
        mode: enforce
        mx: mail.example.com
        mx: *.example.net
        mx: backupmx.example.com
        max_age: 604800
        """; // RFC 8461 §3.2

    [Fact]
    public void Of_64_KiB_of_mistakes_a_few_are_kept_and_the_one_that_decides_always()
    {
        var reading = Read(new string('\n', 60_000) + "mode: what\nversion: STSv1\nmax_age: 1\nmx: a.test\n");

        Assert.Null(reading.Policy);
        Assert.InRange(reading.Findings.Count, 2, 64);
        Assert.Equal((StsPolicyFlaw.UnknownMode, 60_001), (reading.Findings.First(static f => f.IsFatal).Flaw, reading.Findings.First(static f => f.IsFatal).Line));
        Assert.InRange(Read(new string(':', 65_000).Replace("::", ":\n", StringComparison.Ordinal)).Findings.Count, 2, 64);
    }

    [Fact]
    public void A_policy_of_thousands_of_hosts_is_one()
    {
        var hosts = Enumerable.Range(0, 4000).Select(static n => $"mx: {n}.test\n");

        var policy = Read($"version: STSv1\nmode: enforce\nmax_age: 1\n{string.Concat(hosts)}").Policy;

        Assert.Equal(4000, policy?.Mx.Count);
        Assert.True(policy!.Matches("3999.test"));
    }

    [Theory]
    [Trait("Statement", "STS-17")]
    [InlineData("\n", "\n")]
    [InlineData("\n", "")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("\r\n", "")]
    [InlineData(" \t\r\n", "  \r\n")]
    public void The_policy_of_the_standard_is_read_with_LF_and_CRLF_with_and_without_the_last(string newline, string last)
    {
        var reading = Read(Rfc.Replace("\n", newline, StringComparison.Ordinal) + last);
        Assert.Empty(reading.Findings);
        var policy = Assert.IsType<StsPolicy>(reading.Policy);
        Assert.Equal((StsMode.Enforce, TimeSpan.FromDays(7)), (policy.Mode, policy.MaxAge));
        Assert.Equal(["mail.example.com", "*.example.net", "backupmx.example.com"], policy.Mx);
    }

    [Theory]
    [Trait("Statement", "STS-17")]
    [InlineData("mode:testing\nversion:STSv1\nmax_age:0000000001\nmx:a", StsMode.Testing)]
    [InlineData("max_age:\t 1\nmode: none\nversion: STSv1", StsMode.None)]
    public void The_order_does_not_matter_and_blanks_behind_the_colon_are_optional(string body, StsMode mode)
    {
        var policy = Read(body).Policy;
        Assert.Equal((mode, TimeSpan.FromSeconds(1)), (policy?.Mode, policy?.MaxAge));
    }

    [Theory]
    [Trait("Statement", "STS-17")]
    [InlineData("mode: testing", 7, StsPolicyFlaw.RepeatedKey)]
    [InlineData("version: STSv2", 7, StsPolicyFlaw.RepeatedKey)]
    [InlineData("max_age: x", 7, StsPolicyFlaw.RepeatedKey)]
    [InlineData("future: all of it: ümläute, 1", 7, StsPolicyFlaw.UnknownKey)]
    [InlineData("Mode: none", 7, StsPolicyFlaw.UnknownKey)]
    [InlineData("", 7, StsPolicyFlaw.EmptyLine)]
    [InlineData("  ", 7, StsPolicyFlaw.EmptyLine)]
    public void What_is_repeated_unknown_or_empty_changes_nothing_and_is_noticed(string line, int number, StsPolicyFlaw flaw)
    {
        var reading = Read($"{Rfc}\n{line}\n");
        Assert.Equal(Read(Rfc).Policy?.Lines, reading.Policy?.Lines);
        var finding = Assert.Single(reading.Findings);
        Assert.Equal((flaw, number, line.Trim(), false), (finding.Flaw, finding.Line, finding.Text, finding.IsFatal));
    }

    [Theory]
    [Trait("Statement", "STS-17")]
    [InlineData("version: STSv1", "", StsPolicyFlaw.NoVersion)]
    [InlineData("version: STSv1", "version: STSv2", StsPolicyFlaw.UnknownVersion)]
    [InlineData("version: STSv1", "version: stsv1", StsPolicyFlaw.UnknownVersion)]
    [InlineData("version: STSv1", "version STSv1", StsPolicyFlaw.MalformedLine)]
    [InlineData("version: STSv1", "version : STSv1", StsPolicyFlaw.MalformedLine)]
    [InlineData("version: STSv1", " version: STSv1", StsPolicyFlaw.MalformedLine)]
    [InlineData("mode: enforce", "", StsPolicyFlaw.NoMode)]
    [InlineData("mode: enforce", "mode: report", StsPolicyFlaw.UnknownMode)]
    [InlineData("mode: enforce", "mode: Enforce", StsPolicyFlaw.UnknownMode)]
    [InlineData("mode: enforce", "mode:", StsPolicyFlaw.MalformedLine)]
    [InlineData("mode: enforce", "MODE: enforce", StsPolicyFlaw.NoMode)]
    [InlineData("max_age: 604800", "", StsPolicyFlaw.NoMaxAge)]
    [InlineData("max_age: 604800", "max_age: -1", StsPolicyFlaw.InvalidMaxAge)]
    [InlineData("max_age: 604800", "max_age: 1d", StsPolicyFlaw.InvalidMaxAge)]
    [InlineData("max_age: 604800", "max_age: 00000604800", StsPolicyFlaw.InvalidMaxAge)]
    [InlineData("max_age: 604800", "max_age: 604800;", StsPolicyFlaw.InvalidMaxAge)]
    [InlineData("mx: *.example.net", "# ours", StsPolicyFlaw.MalformedLine)]
    [InlineData("mx: *.example.net", "<html>", StsPolicyFlaw.MalformedLine)]
    [InlineData("mx: *.example.net", "mx: \0", StsPolicyFlaw.MalformedLine)]
    [InlineData("mx: *.example.net", "mx: a\rmx: b", StsPolicyFlaw.MalformedLine)]
    public void What_the_standard_demands_must_be_there_and_right(string line, string instead, StsPolicyFlaw flaw)
    {
        var reading = Read(Rfc.Replace(line, instead, StringComparison.Ordinal));
        Assert.Null(reading.Policy);
        Assert.Contains(reading.Findings, finding => finding.Flaw == flaw && finding.IsFatal);
    }

    [Fact]
    [Trait("Statement", "STS-17")]
    public void Enforce_and_testing_need_a_host_and_none_does_not()
    {
        const string NoHost = "version: STSv1\nmax_age: 1\nnmx: typo.example\nmode: ";
        Assert.Contains(Read(NoHost + "enforce").Findings, static f => f.Flaw is StsPolicyFlaw.NoMx);
        Assert.Contains(Read(NoHost + "testing").Findings, static f => f.Flaw is StsPolicyFlaw.NoMx);
        Assert.Empty(Read(NoHost + "none").Policy!.Mx);
    }

    [Theory]
    [Trait("Statement", "STS-18")]
    [InlineData("mx: bücher.example")]
    [InlineData("mx: *.bücher.example")]
    [InlineData("mx: *")]
    [InlineData("mx: *.")]
    [InlineData("mx: .")]
    [InlineData("mx: *.*.example.net")]
    [InlineData("mx: a.*.example.net")]
    [InlineData("mx: *mail.example.net")]
    [InlineData("mx: mail.example.net, mail2.example.net")]
    [InlineData("mx: mail.example.net mail2.example.net")]
    [InlineData("mx: [192.0.2.1]")]
    [InlineData("mx: https://mail.example.net")]
    [InlineData("mx: .example.net")]
    [InlineData("mx: mail..example.net")]
    [InlineData("mx: mail.example.net..")]
    public void A_host_that_is_none_makes_the_policy_none(string line) // else mail to the host that was meant would be stopped
    {
        var reading = Read($"{Rfc}\n{line}");
        Assert.Null(reading.Policy);
        Assert.Equal([new(StsPolicyFlaw.InvalidMx, 7, line)], reading.Findings);
    }

    [Fact]
    [Trait("Statement", "STS-18")]
    public void A_host_in_A_labels_is_one() => Assert.True(
        Read(Rfc.Replace("mail.example.com", "xn--bcher-kva.example", StringComparison.Ordinal)).Policy!.Matches("bücher.example"));

    [Theory]
    [Trait("Statement", "STS-19")]
    [InlineData("0", 0, false)]
    [InlineData("31557600", 31557600, false)]
    [InlineData("31557601", 31557600, true)]
    [InlineData("9999999999", 31557600, true)]
    public void A_max_age_above_a_year_is_taken_for_a_year_and_noticed(string maxAge, int seconds, bool isNoticed)
    {
        var reading = Read(Rfc.Replace("604800", maxAge, StringComparison.Ordinal));
        Assert.Equal(TimeSpan.FromSeconds(seconds), reading.Policy?.MaxAge);
        Assert.Equal(isNoticed, reading.Findings.Any(static f => f.Flaw is StsPolicyFlaw.MaxAgeAboveLimit && !f.IsFatal));
    }

    [Theory]
    [Trait("Statement", "STS-20")]
    [InlineData("mx: Mail.Example.COM.", "mail.example.com")]
    [InlineData("mx: mail.example.com", "MAIL.example.com.")]
    [InlineData("mx: *.EXAMPLE.com.", "Mail.Example.Com")]
    public void Case_and_a_dot_at_the_end_do_not_matter(string line, string host)
    {
        var reading = Read($"version: STSv1\nmode: enforce\nmax_age: 1\n{line}");
        Assert.True(reading.Policy!.Matches(host));
        Assert.Equal(line.EndsWith('.'), reading.Findings.Any(static f => f.Flaw is StsPolicyFlaw.TrailingDot && !f.IsFatal));
    }

    [Theory]
    [Trait("Statement", "STS-21")]
    [InlineData("*.example.com", "mail.example.com", true)]
    [InlineData("*.example.com", "xn--bcher-kva.example.com", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "foo.bar.example.com", false)]
    [InlineData("*.example.com", ".example.com", false)]
    [InlineData("*.example.com", "mail.example.com.evil.example", false)]
    [InlineData("*.example.com", "mailexample.com", false)]
    [InlineData("*.mx.microsoft", "a.b.mx.microsoft", false)]
    [InlineData("*.mx.microsoft", "a-b.mx.microsoft", true)]
    [InlineData("mail.example.com", "mail.example.com", true)]
    [InlineData("mail.example.com", "example.com", false)]
    [InlineData("mail.example.com", "a.mail.example.com", false)]
    [InlineData("mail.example.com", "", false)]
    public void A_wildcard_stands_for_exactly_one_label(string pattern, string host, bool matches) =>
        Assert.Equal(matches, new StsPolicy(StsMode.Enforce, TimeSpan.FromDays(1), [pattern]).Matches(host));

    [Fact]
    public void A_body_above_the_limit_is_not_read()
    {
        var fits = Rfc + new string('\n', StsPolicy.MaxSize - Encoding.UTF8.GetByteCount(Rfc));
        Assert.NotNull(Read(fits).Policy);
        Assert.Equal([new(StsPolicyFlaw.TooLarge)], Read(fits + "\n").Findings);
    }

    [Fact]
    public void A_byte_order_mark_is_named_as_such() =>
        Assert.Equal([new(StsPolicyFlaw.ByteOrderMark, 1)], Read("\uFEFF" + Rfc).Findings);

    [Fact]
    public void Octets_that_are_no_UTF_8_are_malformed_where_they_stand()
    {
        var reading = StsPolicy.Read([.. Encoding.UTF8.GetBytes(Rfc + "\nx: "), 0xFF]);
        Assert.Null(reading.Policy);
        Assert.Equal((StsPolicyFlaw.MalformedLine, 7), (reading.Findings[0].Flaw, reading.Findings[0].Line));
    }

    [Fact]
    public void What_is_written_is_read_back() => Gen.Select(
        Gen.Enum<StsMode>(), Gen.Int[0, 31_557_600],
        Words.Of("a", "mail.example.com", "*.example.net", "*.b", "x_y.example", "xn--bcher-kva.example").Array[1, 5])
        .Sample(static (mode, age, mx) =>
        {
            var policy = new StsPolicy(mode, TimeSpan.FromSeconds(age), mx);
            var reading = Read(string.Join("\r\n", policy.Lines));
            Assert.Empty(reading.Findings);
            Assert.Equal(policy, reading.Policy! with { Mx = mx });
            Assert.Equal(mx, reading.Policy!.Mx);
        });

    [Fact]
    public void Any_body_is_either_a_policy_that_is_read_back_or_has_a_fatal_finding() =>
        Words.Text(40, "version", "mode", "mx", "max_age", ":", ": ", "STSv1", "enforce", "none", "1", "*.", "a.b", "\n", "\r\n", " ", "ü")
            .Sample(static words =>
            {
                var reading = Read("version: STSv1\nmode: testing\n" + words);
                Assert.Equal(reading.Policy is null, reading.Findings.Any(static finding => finding.IsFatal));
                if (reading.Policy is not { } policy) return;
                Assert.InRange(policy.MaxAge, TimeSpan.Zero, StsPolicy.LongestAge);
                Assert.Equal(policy.Lines, Read(string.Join('\n', policy.Lines)).Policy?.Lines);
            }, iter: 5000);

    [Fact]
    public void The_policy_host_stands_below_the_policy_domain() =>
        Assert.Equal("mta-sts.example.com", StsPolicy.HostFor("example.com"));

    private static StsPolicyReading Read(string body) => StsPolicy.Read(Encoding.UTF8.GetBytes(body));
}
