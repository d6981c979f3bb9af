using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class CommandParserTests
{
    [Theory]
    [InlineData("EHLO client.example", SmtpVerb.Ehlo, "client.example")]
    [InlineData("ehlo  client.example  ", SmtpVerb.Ehlo, "client.example")]
    [InlineData("Mail FROM:<a@b.example>", SmtpVerb.Mail, "FROM:<a@b.example>")]
    [InlineData("QUIT", SmtpVerb.Quit, "")]
    [InlineData("STARTTLS now", SmtpVerb.StartTls, "now")]
    [InlineData("starttls", SmtpVerb.StartTls, "")]
    [InlineData("GET / HTTP/1.1", SmtpVerb.Unknown, "/ HTTP/1.1")]
    [InlineData("MAILFROM:<a@b>", SmtpVerb.Unknown, "")]
    [InlineData("", SmtpVerb.Unknown, "")]
    [InlineData(" NOOP", SmtpVerb.Unknown, "NOOP")]
    public void A_line_is_a_verb_in_any_case_and_its_arguments(string line, SmtpVerb verb, string arguments)
    {
        var command = CommandParser.Parse(Octets.Of(line));
        Assert.Equal(verb, command.Verb);
        Assert.Equal(arguments, Octets.Text(command.Arguments));
    }

    [Fact]
    public void Each_verb_is_known_by_its_name() => Assert.All(Enum.GetValues<SmtpVerb>().Skip(1), static verb =>
        Assert.Equal(verb, CommandParser.Parse(Octets.Of(verb.ToString().ToUpperInvariant())).Verb));

    [Fact]
    public void Octets_of_any_kind_are_cut_without_loss() => Gen.Byte.Array[0, 40].Sample(static line =>
    {
        var command = CommandParser.Parse(line);
        var word = Octets.Text(command.Word);
        Assert.StartsWith(word, Octets.Text(line), StringComparison.Ordinal);
        Assert.Equal(Octets.Text(line)[word.Length..].Trim(' ', '\t'), Octets.Text(command.Arguments));
    });

    [Theory]
    [InlineData("client.example", true)]
    [InlineData("client", true)]
    [InlineData("[192.0.2.1]", true)]
    [InlineData("[IPv6:2001:db8::1]", true)]
    [InlineData("192.0.2.1", true)]
    [InlineData("my_pc", true)]
    [InlineData("[192.0.2.999]", false)]
    [InlineData("-client", false)]
    [InlineData("a..b", false)]
    [InlineData("(comment)", false)]
    [InlineData("client.example and more", true)]
    public void A_client_may_call_itself_anything_printable(string arguments, bool isWellFormed)
    {
        Assert.True(HeloArguments.TryParse(Octets.Of(arguments), out var helo, out _));
        Assert.Equal(arguments.Split(' ')[0], helo.Name);
        Assert.Equal(isWellFormed, helo.IsWellFormed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cl\xE9nt")]
    [InlineData("client\x1B[2J")]
    [InlineData("a\r\nMAIL")]
    public void A_name_that_cannot_be_written_down_is_refused(string arguments)
    {
        Assert.False(HeloArguments.TryParse(Octets.Of(arguments), out _, out var problem));
        Assert.Equal(501, Replies.For(problem).Code);
    }

    [Fact]
    public void A_name_above_255_octets_is_refused() =>
        Assert.False(HeloArguments.TryParse(Octets.Of(new string('a', 256)), out _, out _));

    [Theory]
    [InlineData("0", 0, false)]
    [InlineData("1000 LAST", 1000, true)]
    [InlineData("7  last", 7, true)]
    [InlineData("9223372036854775807", long.MaxValue, false)]
    public void BDAT_bears_a_size_and_perhaps_LAST(string arguments, long size, bool isLast)
    {
        Assert.True(BdatArguments.TryParse(Octets.Of(arguments), out var bdat, out _));
        Assert.Equal(new(size, isLast), bdat);
    }

    [Theory]
    [InlineData("")]
    [InlineData("LAST")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1LAST")]
    [InlineData("1 LASTING")]
    [InlineData("1 2")]
    [InlineData("0x10")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999")]
    public void BDAT_with_anything_else_is_refused(string arguments)
    {
        Assert.False(BdatArguments.TryParse(Octets.Of(arguments), out _, out var problem));
        Assert.Equal(SyntaxProblem.BdatArguments, problem);
    }

    [Theory]
    [InlineData("plain", "PLAIN", null)]
    [InlineData("PLAIN =", "PLAIN", "")]
    [InlineData("PLAIN AGEAYg==", "PLAIN", "\0a\0b")]
    public void AUTH_bears_a_mechanism_and_perhaps_a_response(string arguments, string mechanism, string? response)
    {
        Assert.True(AuthArguments.TryParse(Octets.Of(arguments), out var auth, out _));
        Assert.Equal(mechanism, auth.Mechanism);
        Assert.Equal(response, auth.InitialResponse is { } octets ? Octets.Text(octets) : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PLAIN AGEA Yg==")]
    [InlineData("PLAIN AGEAYg")]
    [InlineData("PLAIN *")]
    [InlineData("A-MECHANISM-OF-21-CHARS")]
    public void AUTH_with_anything_else_is_refused(string arguments) =>
        Assert.False(AuthArguments.TryParse(Octets.Of(arguments), out _, out _));
}
