using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class EhloReplyTests
{
    private static readonly SmtpExtensions All = Enum.GetValues<SmtpExtensions>().Aggregate(static (all, one) => all | one);

    private static readonly string[] Offers =
        ["SIZE", "AUTH=", "LIMITS RCPTMAX=", "=", " ", "SIZE 99", "AUTH X", "LIMITS RCPTMAX=0"];

    private static readonly Gen<SmtpLimits> Limits = Gen.Select(Gen.Int[1, 999_999], Gen.Int[1, 999_999],
        static (mails, recipients) => new SmtpLimits(mails, recipients));

    [Fact]
    public void What_we_offer_is_read_back() =>
        Gen.Select(Gen.Int[0, (int)All], Gen.Long[1, long.MaxValue], Limits).Sample(static (offer, size, limits) =>
        {
            var extensions = (SmtpExtensions)offer & All;
            var said = new EhloReply
            {
                Domain = "mail.example",
                Extensions = extensions,
                SizeLimit = extensions.HasFlag(SmtpExtensions.Size) ? size : null,
                AuthMechanisms = extensions.HasFlag(SmtpExtensions.Auth) ? ["SCRAM-SHA-256", "PLAIN"] : [],
                Limits = extensions.HasFlag(SmtpExtensions.Limits) ? limits : new(),
            };
            var read = EhloReply.Parse(said.ToReply());
            Assert.Equal(said.AuthMechanisms, read.AuthMechanisms);
            Assert.Equal(said, read with { AuthMechanisms = said.AuthMechanisms });
        });

    [Fact]
    public void Whatever_a_peer_offers_is_read_without_a_fault() =>
        Gen.OneOf(Gen.String, Gen.Int[0, Offers.Length - 1].Select(static index => Offers[index])).Array[1, 9]
            .Sample(static lines =>
            {
                var read = EhloReply.Parse(new SmtpReply(250, null, lines));
                Assert.True(read.SizeLimit is null or > 0);
                Assert.True(read.Limits.RcptMax is null or > 0);
            });

    [Fact]
    public void A_peers_list_is_read_in_any_case_of_letters()
    {
        var ehlo = Parse("mail.example greets you", "pipelining", "SIZE 1000", "8BitMime", "SMTPUTF8", "DSN",
            "ENHANCEDSTATUSCODES", "CHUNKING", "STARTTLS", "AUTH plain LOGIN", "REQUIRETLS",
            "LIMITS RCPTMAX=20 MAILMAX=5 FUTURE=1", "XCLIENT NAME ADDR");
        Assert.Equal("mail.example", ehlo.Domain);
        Assert.Equal(Enum.GetValues<SmtpExtensions>().Aggregate(static (all, one) => all | one), ehlo.Extensions);
        Assert.Equal(1000, ehlo.SizeLimit);
        Assert.Equal(["PLAIN", "LOGIN"], ehlo.AuthMechanisms);
        Assert.Equal(new SmtpLimits(MailMax: 5, RcptMax: 20), ehlo.Limits);
    }

    [Theory]
    [InlineData("SIZE")]
    [InlineData("SIZE 0")]
    [InlineData("SIZE lots")]
    [InlineData("SIZE 99999999999999999999")]
    public void A_size_that_names_no_limit_is_none(string line)
    {
        Assert.True(Parse("a", line).Offers(SmtpExtensions.Size));
        Assert.Null(Parse("a", line).SizeLimit);
    }

    [Fact]
    public void The_old_way_to_write_AUTH_is_understood() =>
        Assert.Equal(["LOGIN", "PLAIN"], Parse("a", "AUTH=LOGIN PLAIN", "AUTH LOGIN").AuthMechanisms);

    [Fact]
    public void The_first_line_offers_nothing() => Assert.False(Parse("STARTTLS").Offers(SmtpExtensions.StartTls));

    [Fact]
    public void Words_that_only_begin_like_a_keyword_offer_nothing() =>
        Assert.Equal(SmtpExtensions.None, Parse("a", "STARTTLSX", "X-STARTTLS", "", " ").Extensions);

    [Theory]
    [InlineData("LIMITS RCPTMAX=0")]
    [InlineData("LIMITS RCPTMAX=-1")]
    [InlineData("LIMITS RCPTMAX")]
    [InlineData("LIMITS RCPTMAX=x MAILMAX")]
    public void Limits_that_make_no_sense_limit_nothing(string line) => Assert.Equal(new SmtpLimits(), Parse("a", line).Limits);

    [Fact]
    public void Our_own_list_is_read_back_as_it_was_meant()
    {
        var ours = new EhloReply
        {
            Domain = "mail.example",
            Extensions = SmtpExtensions.Pipelining | SmtpExtensions.Size | SmtpExtensions.EightBitMime | SmtpExtensions.Auth
                | SmtpExtensions.Limits,
            SizeLimit = 52428800,
            AuthMechanisms = ["SCRAM-SHA-256", "PLAIN"],
            Limits = new(RcptMax: 1000),
        };
        var reply = ours.ToReply();
        Assert.Equal(
            ["mail.example", "PIPELINING", "SIZE 52428800", "8BITMIME", "AUTH SCRAM-SHA-256 PLAIN", "LIMITS RCPTMAX=1000"],
            reply.Lines);
        var read = EhloReply.Parse(reply);
        Assert.Equal(ours.AuthMechanisms, read.AuthMechanisms);
        Assert.Equal(ours, read with { AuthMechanisms = ours.AuthMechanisms });
    }

    [Fact]
    public void A_peer_that_only_speaks_HELO_offers_nothing() =>
        Assert.Equal(SmtpExtensions.None, EhloReply.HeloOnly("old.example").Extensions);

    private static EhloReply Parse(params string[] lines) => EhloReply.Parse(new SmtpReply(250, null, lines));
}
