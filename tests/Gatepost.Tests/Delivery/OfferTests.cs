using System.Text;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Delivery;

/// <summary>What is said to a peer, by what it offers.</summary>
public sealed class OfferTests
{
    private static string[] Without(params string[] words) => [.. PeerScript.AllExtensions.Except(words)];

    private static async Task<(AttemptResult Outcome, PeerSession Session)> SendAsync(string[] offer, QueuedMessage message)
    {
        await using var peer = new ScriptedPeer(new PeerScript { Offer = offer });
        await using var harbour = new Harbour();
        var outcome = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None), message);
        return (new AttemptResult([.. outcome.Recipients.Select(r => r.Disposition)], outcome.Recipients[0]), peer.Sessions[0]);
    }

    private static QueuedMessage With(QueuedMessage message, Func<Envelope, Envelope> change) =>
        message with { Envelope = change(message.Envelope) };

    [Fact]
    [Trait("Statement", "SMTP-07")]
    public async Task A_message_over_the_peer_s_SIZE_is_not_sent_at_all()
    {
        var (outcome, session) = await SendAsync(["SIZE 100"], Outgoing.Message("Subject: long\r\n\r\n" + new string('x', 100) + "\r\n"));

        Assert.Equal([Disposition.Failed], outcome.Dispositions);
        Assert.Equal(new EnhancedStatusCode(5, 3, 4), outcome.First.Reply.Enhanced);
        Assert.Null(outcome.First.RemoteHost);
        Assert.DoesNotContain(session.Said, line => line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SIZE")]
    [InlineData("SIZE 0")]
    public async Task RFC_1870_A_SIZE_without_a_limit_sets_none(string size)
    {
        var (outcome, session) = await SendAsync([size], Outgoing.Message());

        Assert.Equal([Disposition.Delivered], outcome.Dispositions);
        Assert.Contains("MAIL FROM:<sender@harbour.test> SIZE=64", session.Said);
    }

    [Theory]
    [InlineData("Subject: hi\r\n\r\nGr\u00fc\u00dfe\r\n")]
    [InlineData("Subject: Gr\u00fc\u00dfe\r\n\r\nhi\r\n")]
    public async Task Eight_bit_content_never_goes_to_a_peer_without_8BITMIME(string content)
    {
        var (outcome, session) = await SendAsync(Without("8BITMIME", "SMTPUTF8"), Outgoing.Message(content));

        Assert.Equal([Disposition.Failed], outcome.Dispositions);
        Assert.Equal(new EnhancedStatusCode(5, 6, 3), outcome.First.Reply.Enhanced);
        Assert.Empty(session.Stored);
    }

    [Fact]
    public async Task Another_host_may_offer_what_the_first_one_lacks()
    {
        await using var old = new ScriptedPeer(new PeerScript { Offer = Without("8BITMIME") });
        await using var modern = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var outcome = await harbour.Agent.TryAsync(Outgoing.Message("Subject: hi\r\n\r\nGr\u00fc\u00dfe\r\n"),
            Harbour.To(old.Address, modern.Address), Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);

        Assert.Equal(Disposition.Delivered, outcome.Recipients[0].Disposition);
        Assert.Single(modern.Stored);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_a_host_is_down_that_may_offer_more_the_message_waits(bool downComesFirst)
    {
        await using var old = new ScriptedPeer(new PeerScript { Offer = ["SIZE 10"] });
        await using var closed = new ScriptedPeer(new PeerScript { Banner = "421 4.3.2 back soon\r\n" });
        await using var harbour = new Harbour();
        var route = downComesFirst ? Harbour.To(closed.Address, old.Address) : Harbour.To(old.Address, closed.Address);

        var outcome = await harbour.Agent.TryAsync(
            Outgoing.Message(), route, Harbour.At(TlsLevel.None), TestContext.Current.CancellationToken);

        Assert.Equal(Disposition.Deferred, outcome.Recipients[0].Disposition);
        Assert.Equal("back soon", outcome.Recipients[0].Reply.Text);
        Assert.False(outcome.DestinationIsDown);
    }

    [Fact]
    public async Task Eight_bit_content_is_declared_where_8BITMIME_is_offered_and_arrives_unchanged()
    {
        var (outcome, session) = await SendAsync(PeerScript.AllExtensions, Outgoing.Message("Subject: hi\r\n\r\nGr\u00fc\u00dfe\r\n"));

        Assert.Equal([Disposition.Delivered], outcome.Dispositions);
        Assert.Contains(session.Said, line => line.StartsWith("MAIL", StringComparison.Ordinal) && line.EndsWith("BODY=8BITMIME"));
        Assert.Contains("Gr\u00fc\u00dfe", Encoding.UTF8.GetString(session.Stored[0]));
    }

    [Fact]
    public async Task A_message_that_only_declared_8BITMIME_goes_to_a_peer_without_it()
    {
        var message = With(Outgoing.Message(), envelope => envelope with { Body = BodyType.EightBitMime });

        var (outcome, session) = await SendAsync(Without("8BITMIME"), message);

        Assert.Equal([Disposition.Delivered], outcome.Dispositions);
        Assert.DoesNotContain(session.Said, line => line.Contains("BODY"));
    }

    [Theory]
    [Trait("Statement", "SMTP-10")]
    [InlineData("Subject: hi\r\n\r\nhi\r\n", "keeper@lighthouse.test", "sender@harbour.test", Disposition.Delivered)]
    [InlineData("Subject: hi\r\n\r\nGr\u00fc\u00dfe\r\n", "keeper@lighthouse.test", "sender@harbour.test", Disposition.Delivered)]
    [InlineData("Subject: Gr\u00fc\u00dfe\r\n\r\nhi\r\n", "keeper@lighthouse.test", "sender@harbour.test", Disposition.Failed)]
    [InlineData("Subject: hi\r\n\r\nhi\r\n", "w\u00e4rter@lighthouse.test", "sender@harbour.test", Disposition.Failed)]
    [InlineData("Subject: hi\r\n\r\nhi\r\n", "keeper@lighthouse.test", "gr\u00fc\u00dfe@harbour.test", Disposition.Failed)]
    [InlineData("Subject: hi\r\n\r\nhi\r\n", "keeper@b\u00fccher.test", "sender@b\u00fccher.test", Disposition.Delivered)]
    public async Task Nothing_international_goes_to_a_peer_without_SMTPUTF8(
        string content, string recipient, string sender, Disposition expected)
    {
        var message = With(Outgoing.Message(content, recipient), envelope => envelope with
        {
            SmtpUtf8 = true,
            ReversePath = Outgoing.Address(sender),
        });

        var (outcome, session) = await SendAsync(Without("SMTPUTF8"), message);

        Assert.Equal([expected], outcome.Dispositions);
        if (expected is Disposition.Failed) Assert.Equal(new EnhancedStatusCode(5, 6, 7), outcome.First.Reply.Enhanced);
        Assert.All(session.Said, line => Assert.True(Ascii.IsValid(line)));
        Assert.DoesNotContain(session.Said, line => line.Contains("SMTPUTF8"));
        if (recipient.Contains('\u00fc')) Assert.Contains("RCPT TO:<keeper@xn--bcher-kva.test>", session.Said);
    }

    [Fact]
    [Trait("Statement", "SMTP-10")]
    public async Task Only_the_international_recipients_fail_where_the_rest_can_be_sent()
    {
        var message = With(
            Outgoing.Message("x: y\r\n\r\n", "w\u00e4rter@lighthouse.test", "keeper@lighthouse.test"),
            envelope => envelope with { SmtpUtf8 = true });

        var (outcome, _) = await SendAsync(Without("SMTPUTF8"), message);

        Assert.Equal([Disposition.Failed, Disposition.Delivered], outcome.Dispositions);
    }

    [Fact]
    [Trait("Statement", "SMTP-10")]
    public async Task An_international_message_goes_as_it_is_to_a_peer_with_SMTPUTF8()
    {
        var message = With(
            Outgoing.Message("Subject: Gr\u00fc\u00dfe\r\n\r\nhi\r\n", "w\u00e4rter@b\u00fccher.test"), envelope => envelope with { SmtpUtf8 = true });

        var (outcome, session) = await SendAsync(PeerScript.AllExtensions, message);

        Assert.Equal([Disposition.Delivered], outcome.Dispositions);
        Assert.Contains("RCPT TO:<w\u00e4rter@b\u00fccher.test>", session.Said);
        Assert.Contains(session.Said, line => line.StartsWith("MAIL", StringComparison.Ordinal) && line.Contains(" SMTPUTF8"));
    }

    [Theory]
    [Trait("Statement", "SMTP-11")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_sender_wished_of_notices_goes_to_peers_with_DSN_and_to_no_others(bool dsn)
    {
        var message = With(Outgoing.Message(), envelope => envelope with
        {
            Return = DsnReturn.Headers,
            EnvelopeId = "QQ 314",
            Recipients = [new Recipient(
                Outgoing.Address("keeper@lighthouse.test"), DsnNotify.Success | DsnNotify.Failure, "rfc822;first@harbour.test")],
        });

        var (outcome, session) = await SendAsync(dsn ? ["DSN"] : [], message);

        Assert.Equal(dsn, outcome.First.PeerSpeaksDsn);
        Assert.Contains($"MAIL FROM:<sender@harbour.test>{(dsn ? " RET=HDRS ENVID=QQ+20314" : "")}", session.Said);
        Assert.Contains(
            $"RCPT TO:<keeper@lighthouse.test>{(dsn ? " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;first@harbour.test" : "")}", session.Said);
    }

    [Fact]
    public async Task REQUIRETLS_is_never_left_out_silently()
    {
        var message = With(Outgoing.Message(), envelope => envelope with { RequireTls = true });

        var (clear, session) = await SendAsync([.. PeerScript.AllExtensions, "REQUIRETLS"], message);

        Assert.Equal([Disposition.Failed], clear.Dispositions);
        Assert.Equal(new EnhancedStatusCode(5, 7, 10), clear.First.Reply.Enhanced);
        Assert.Empty(session.Stored);
    }

    [Fact]
    public async Task A_notice_has_the_null_reverse_path()
    {
        var (_, session) = await SendAsync([], With(Outgoing.Message(), envelope => envelope with { ReversePath = null }));

        Assert.Contains("MAIL FROM:<>", session.Said);
    }

    private sealed record AttemptResult(Disposition[] Dispositions, RecipientOutcome First);
}
