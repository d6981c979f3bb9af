using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class PathArgumentsTests
{
    [Fact]
    public void MAIL_with_everything_is_read()
    {
        var mail = Mail(
            "FROM:<a@example.org> SIZE=1000 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=id+2Bx AUTH=b+40example.org REQUIRETLS");
        Assert.Equal(new MailArguments
        {
            ReversePath = new("a", "example.org"),
            Size = 1000,
            Body = BodyType.EightBitMime,
            SmtpUtf8 = true,
            Return = DsnReturn.Headers,
            EnvelopeId = "id+x",
            Auth = "b@example.org",
            RequireTls = true,
        }, mail);
    }

    [Theory]
    [InlineData("FROM:<>", null)]
    [InlineData("from:<a@b.example>", "a@b.example")]
    [InlineData("FROM: <a@b.example>", "a@b.example")]
    [InlineData("FROM:<@relay.example:a@b.example>", "a@b.example")]
    [InlineData("FROM:<@one.example,@two.example:\"a b\"@b.example>", "\"a b\"@b.example")]
    [InlineData("FROM:<\"a>b\"@b.example>", "\"a>b\"@b.example")]
    [InlineData("FROM:<a@b.example>  SIZE=1 ", "a@b.example")]
    public void Paths_in_all_their_forms_are_read(string arguments, string? path) =>
        Assert.Equal(path, Mail(arguments)?.ReversePath?.ToString());

    [Theory]
    [InlineData("", SyntaxProblem.Keyword)]
    [InlineData("<a@b.example>", SyntaxProblem.Keyword)]
    [InlineData("TO:<a@b.example>", SyntaxProblem.Keyword)]
    [InlineData("FROM:a@b.example", SyntaxProblem.Path)]
    [InlineData("FROM:<a@b.example", SyntaxProblem.Path)]
    [InlineData("FROM:< a@b.example>", SyntaxProblem.LocalPart)]
    [InlineData("FROM:<a@b.example>SIZE=1", SyntaxProblem.Path)]
    [InlineData("FROM:<a@b.example> <c@d.example>", SyntaxProblem.UnknownParameter)]
    [InlineData("FROM:<postmaster>", SyntaxProblem.Path)]
    [InlineData("FROM:<@relay.example>", SyntaxProblem.Path)]
    [InlineData("FROM:<@re lay:a@b.example>", SyntaxProblem.Path)]
    [InlineData("FROM:<a@b.example> X=1", SyntaxProblem.UnknownParameter)]
    [InlineData("FROM:<a@b.example> NOTIFY=NEVER", SyntaxProblem.UnknownParameter)]
    [InlineData("FROM:<a@b.example> SIZE=1 size=2", SyntaxProblem.RepeatedParameter)]
    [InlineData("FROM:<a@b.example> SIZE", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> SIZE=-1", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> SIZE=1e3", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> SIZE=999999999999999999999", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> BODY=BINARYMIME", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> SMTPUTF8=1", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> REQUIRETLS=yes", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> RET=ALL", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> ENVID=", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> ENVID=a+0D+0Ab", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> ENVID=+4", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> AUTH=a+0Ab", SyntaxProblem.ParameterValue)]
    [InlineData("FROM:<a@b.example> ENVID=a\u001Bb", SyntaxProblem.ControlCharacter)]
    public void What_is_wrong_with_MAIL_has_a_name(string arguments, SyntaxProblem problem)
    {
        Assert.False(MailArguments.TryParse(Octets.Of(arguments), out _, out var found));
        Assert.Equal(problem, found);
    }

    [Theory]
    [Trait("Statement", "SMTP-10")]
    [InlineData("FROM:<é@example.org>", SyntaxProblem.NeedsSmtpUtf8)]
    [InlineData("FROM:<a@bücher.example>", SyntaxProblem.NeedsSmtpUtf8)]
    [InlineData("FROM:<é@example.org> SMTPUTF8", SyntaxProblem.None)]
    public void Addresses_beyond_ASCII_need_SMTPUTF8_on_MAIL(string arguments, SyntaxProblem problem)
    {
        var isTaken = MailArguments.TryParse(Encoding.UTF8.GetBytes(arguments), out _, out var found);
        Assert.Equal(problem is SyntaxProblem.None, isTaken);
        Assert.Equal(problem, found);
    }

    [Fact]
    public void Octets_that_are_no_UTF_8_are_refused()
    {
        Assert.False(MailArguments.TryParse(Octets.Of("FROM:<\xE9@example.org> SMTPUTF8"), out _, out var problem));
        Assert.Equal(SyntaxProblem.InvalidUtf8, problem);
    }

    [Fact]
    public void Overlong_UTF_8_brings_in_no_control_character() // C0 8A is LF to a sloppy decoder
    {
        Assert.False(MailArguments.TryParse(Octets.Of("FROM:<a\xC0\x8Ab@example.org> SMTPUTF8"), out _, out var problem));
        Assert.Equal(SyntaxProblem.InvalidUtf8, problem);
    }

    [Fact]
    public void A_size_above_what_we_can_count_is_the_largest_that_we_can() =>
        Assert.Equal(long.MaxValue, Mail("FROM:<> SIZE=18446744073709551615")?.Size);

    [Fact]
    public void RCPT_with_everything_is_read() => Assert.Equal(
        new RcptArguments
        {
            ForwardPath = new("a", "example.org"),
            Notify = DsnNotify.Success | DsnNotify.Delay,
            OriginalRecipient = "rfc822;b+c@example.org",
        },
        Rcpt("TO:<a@example.org> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;b+2Bc@example.org"));

    [Theory]
    [InlineData("TO:<Postmaster>")]
    [InlineData("TO:<POSTMASTER> NOTIFY=NEVER")]
    public void Postmaster_needs_no_domain(string arguments)
    {
        Assert.True(RcptArguments.TryParse(Octets.Of(arguments), smtpUtf8: false, out var rcpt, out _));
        Assert.Null(rcpt.ForwardPath);
    }

    [Theory]
    [InlineData("TO:<>", SyntaxProblem.Path)]
    [InlineData("TO:<root>", SyntaxProblem.Path)]
    [InlineData("TO:<a@b.example> SIZE=1", SyntaxProblem.UnknownParameter)]
    [InlineData("TO:<a@b.example> NOTIFY=NEVER,SUCCESS", SyntaxProblem.ParameterValue)]
    [InlineData("TO:<a@b.example> NOTIFY=", SyntaxProblem.ParameterValue)]
    [InlineData("TO:<a@b.example> NOTIFY=SOMETIMES", SyntaxProblem.ParameterValue)]
    [InlineData("TO:<a@b.example> ORCPT=b@c.example", SyntaxProblem.ParameterValue)]
    [InlineData("TO:<a@b.example> ORCPT=rfc822;", SyntaxProblem.ParameterValue)]
    [InlineData("TO:<a@b.example> ORCPT=rfc 822;x", SyntaxProblem.ParameterValue)]
    [InlineData("TO:<a@b.example> ORCPT=rfc822;a+0D+0ADATA", SyntaxProblem.ParameterValue)]
    public void What_is_wrong_with_RCPT_has_a_name(string arguments, SyntaxProblem problem)
    {
        Assert.False(RcptArguments.TryParse(Octets.Of(arguments), smtpUtf8: true, out _, out var found));
        Assert.Equal(problem, found);
    }

    [Fact]
    public void An_original_recipient_in_UTF_8_is_kept_as_it_came() =>
        Assert.Equal(@"utf-8;\x{E9}@example.org", Rcpt(@"TO:<a@b.example> ORCPT=utf-8;\x{E9}@example.org")?.OriginalRecipient);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RCPT_takes_UTF_8_only_where_MAIL_asked_for_it(bool smtpUtf8) =>
        Assert.Equal(smtpUtf8, RcptArguments.TryParse(Encoding.UTF8.GetBytes("TO:<é@example.org>"), smtpUtf8, out _, out _));

    [Fact]
    public void Each_problem_has_a_reply_of_its_own_class() =>
        Assert.All(Enum.GetValues<SyntaxProblem>().Skip(1), static problem =>
    {
        var reply = Replies.For(problem);
        Assert.Contains(reply.Code, (int[])[501, 553, 555]);
        Assert.Equal(5, reply.Enhanced?.Class);
    });

    private static MailArguments? Mail(string arguments) =>
        MailArguments.TryParse(Octets.Of(arguments), out var mail, out var problem)
            ? mail : throw new InvalidDataException($"{problem}");

    private static RcptArguments? Rcpt(string arguments) =>
        RcptArguments.TryParse(Octets.Of(arguments), smtpUtf8: false, out var rcpt, out var problem)
            ? rcpt : throw new InvalidDataException($"{problem}");
}
