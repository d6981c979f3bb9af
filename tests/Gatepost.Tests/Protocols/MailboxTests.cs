using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class MailboxTests
{
    [Theory]
    [InlineData("user@example.org")]
    [InlineData("user@example")]
    [InlineData("a.b+c-d_e=f@example.org")]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.org")]
    [InlineData("\"a b\"@example.org")]
    [InlineData("\"a@b\"@example.org")]
    [InlineData("\"a\\\"b\\\\c\"@example.org")]
    [InlineData("\"<>\"@example.org")]
    [InlineData("\"\"@example.org")]
    [InlineData("user@[192.0.2.1]")]
    [InlineData("user@[IPv6:2001:db8::1]")]
    [InlineData("user@[IPv6:::ffff:192.0.2.1]")]
    [InlineData("user@xn--bcher-kva.example")]
    [InlineData("user@my_host.example")]
    [InlineData("user@3com.example")]
    [InlineData("δοκιμή@παράδειγμα.example")]
    [InlineData("\"δ κ\"@bücher.example")]
    public void Addresses_of_the_standards_are_taken_as_they_are(string text)
    {
        Assert.True(Mailbox.TryParse(text, out var mailbox, out var problem), problem.ToString());
        Assert.Equal(text, mailbox.ToString());
    }

    [Theory]
    [InlineData("", SyntaxProblem.LocalPart)]
    [InlineData("user", SyntaxProblem.Path)]
    [InlineData("@example.org", SyntaxProblem.LocalPart)]
    [InlineData("user@", SyntaxProblem.Domain)]
    [InlineData(".user@example.org", SyntaxProblem.LocalPart)]
    [InlineData("user.@example.org", SyntaxProblem.LocalPart)]
    [InlineData("a..b@example.org", SyntaxProblem.LocalPart)]
    [InlineData("a b@example.org", SyntaxProblem.Path)]
    [InlineData("a@b@example.org", SyntaxProblem.Domain)]
    [InlineData("a(comment)@example.org", SyntaxProblem.Path)]
    [InlineData("\"a@example.org", SyntaxProblem.LocalPart)]
    [InlineData("\"a\"b@example.org", SyntaxProblem.Path)]
    [InlineData("\"a\\\"@example.org", SyntaxProblem.LocalPart)]
    [InlineData("user@example..org", SyntaxProblem.Domain)]
    [InlineData("user@.example.org", SyntaxProblem.Domain)]
    [InlineData("user@example.org.", SyntaxProblem.Domain)]
    [InlineData("user@-example.org", SyntaxProblem.Domain)]
    [InlineData("user@example-.org", SyntaxProblem.Domain)]
    [InlineData("user@exa mple.org", SyntaxProblem.Path)]
    [InlineData("user@exa!mple.org", SyntaxProblem.Domain)]
    [InlineData("user@[192.0.2]", SyntaxProblem.Domain)]
    [InlineData("user@[192.0.2.256]", SyntaxProblem.Domain)]
    [InlineData("user@[192.0.2.01]", SyntaxProblem.Domain)]
    [InlineData("user@[2001:db8::1]", SyntaxProblem.Domain)]
    [InlineData("user@[IPv6:2001:db8::g]", SyntaxProblem.Domain)]
    [InlineData("user@[IPv6:fe80::1%eth0]", SyntaxProblem.Domain)]
    [InlineData("user@[IPv6:192.0.2.1]", SyntaxProblem.Domain)]
    [InlineData("user@[tag:content]", SyntaxProblem.Domain)]
    [InlineData("user@[192.0.2.1", SyntaxProblem.Domain)]
    [InlineData("user@exa\u3002mple.org", SyntaxProblem.Domain)]
    [InlineData("user@bü\u202Echer.example", SyntaxProblem.Domain)]
    [InlineData("us\u0085er@example.org", SyntaxProblem.ControlCharacter)]
    [InlineData("us\u2028er@example.org", SyntaxProblem.ControlCharacter)]
    [InlineData("us\ter@example.org", SyntaxProblem.ControlCharacter)]
    [InlineData("\"us\u007Fer\"@example.org", SyntaxProblem.ControlCharacter)]
    [InlineData("us\uFFFDer@example.org", SyntaxProblem.Path)]
    public void Everything_else_is_refused_by_name(string text, SyntaxProblem problem)
    {
        Assert.False(Mailbox.TryParse(text, out _, out var found));
        Assert.Equal(problem, found);
        Assert.InRange(Replies.For(found).Code, 500, 599);
    }

    [Theory]
    [InlineData("\"a\r\nRCPT TO:<victim@example.org>\"@example.org")]
    [InlineData("\"a\\\r\\\nb\"@example.org")]
    [InlineData("\"a\nb\"@example.org")]
    [InlineData("\"a\0b\"@example.org")]
    [InlineData("a\r\nb@example.org")]
    [InlineData("a@example.org\r\n")]
    [InlineData("a@exam\rple.org")]
    public void CVE_2026_30227_no_CR_LF_or_NUL_gets_into_an_address(string text) => Assert.False(Mailbox.TryParse(text, out _));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.False(Mailbox.TryParse("a\uD800b@example.org", out _));

    [Fact]
    public void Parts_of_the_lengths_that_everybody_must_take_are_taken_and_those_above_ours_are_not() // RFC 5321 §4.5.3.1
    {
        var label = new string('d', 63);
        var domain = $"{label}.{label}.{label}.{new string('d', 63)}"; // 255
        Assert.True(Mailbox.TryParse($"{new string('a', 64)}@{domain}", out _));
        Assert.True(Mailbox.TryParse($"{new string('a', 256)}@example.org", out _));

        AssertTooLong($"{new string('a', 257)}@example.org", SyntaxProblem.TooLong);
        AssertTooLong($"{new string('ä', 129)}@example.org", SyntaxProblem.TooLong); // octets, not characters
        AssertTooLong($"a@{domain}d", SyntaxProblem.TooLong);
        AssertTooLong($"a@{label}d.example", SyntaxProblem.Domain);
    }

    [Theory]
    [InlineData("user@bücher.example")]
    [InlineData("user@BÜCHER.Example")]
    public void The_domain_to_compare_is_in_A_labels_and_lower_case(string text)
    {
        Assert.True(Mailbox.TryParse(text, out var mailbox));
        Assert.Equal("xn--bcher-kva.example", mailbox.DomainKey);
        Assert.True(mailbox.NeedsSmtpUtf8);
        Assert.False(mailbox.IsAddressLiteral);
    }

    [Fact]
    public void Whatever_is_taken_is_written_as_it_was_and_holds_no_control_character() =>
        Gen.Char["ab.@\"\\ <>[]:1IPv6\r\n\0\u00E9\u0085\u202E"].Array[0, 20].Select(static c =>
            new string(c)).Sample(static text =>
        {
            if (!Mailbox.TryParse(text, out var mailbox)) return;
            Assert.Equal(text, mailbox.ToString());
            Assert.DoesNotContain(text, char.IsControl);
        }, iter: 5000);

    private static void AssertTooLong(string text, SyntaxProblem problem)
    {
        Assert.False(Mailbox.TryParse(text, out _, out var found));
        Assert.Equal(problem, found);
    }
}
