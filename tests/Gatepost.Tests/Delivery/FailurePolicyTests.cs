using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Delivery;

public sealed class FailurePolicyTests
{
    // stage, kind, what becomes of the recipients, and: n next host, k keep the connection, c clear text allowed, t TLS, d down
    private const string Table = """
        Policy Forbidden Deferred n t
        Connect Unreachable Deferred n d
        Connect TimedOut Deferred n d
        Greeting TimedOut Deferred n d
        Greeting Closed Deferred n d
        Greeting Malformed Deferred n d
        Greeting Transient Deferred n d
        Greeting Permanent Deferred n d
        Greeting ClosingDown Deferred n d
        Hello TimedOut Deferred n d
        Hello Closed Deferred n d
        Hello Malformed Deferred n d
        Hello Transient Deferred n d
        Hello Permanent Deferred n d
        Hello ClosingDown Deferred n d
        StartTls NotOffered Deferred n t
        StartTls TimedOut Deferred n c t
        StartTls Closed Deferred n c t
        StartTls Malformed Deferred n c t
        StartTls Transient Deferred n c t
        StartTls Permanent Deferred n c t
        StartTls ClosingDown Deferred n
        StartTls Injected Deferred n t
        Handshake BrokenTls Deferred n c t
        Handshake TimedOut Deferred n c t
        Handshake Closed Deferred n c t
        Certificate Untrusted Deferred n t
        Mail NotOffered Failed n k
        Mail TimedOut Deferred n
        Mail Closed Deferred n
        Mail Malformed Deferred n
        Mail Transient Deferred n k
        Mail Permanent Failed k
        Mail ClosingDown Deferred n
        Recipient TimedOut Deferred n
        Recipient Closed Deferred n
        Recipient Malformed Deferred n
        Recipient ClosingDown Deferred n
        Data TimedOut Deferred n
        Data Closed Deferred n
        Data Malformed Deferred n
        Data Transient Deferred n k
        Data Permanent Failed k
        Data ClosingDown Deferred n
        Content TimedOut Deferred n
        Content Closed Deferred n
        Content Malformed Deferred n
        Content Transient Deferred
        Content Permanent Failed
        Content ClosingDown Deferred n
        FinalReply TimedOut Unknown
        FinalReply Closed Unknown
        FinalReply Malformed Unknown
        FinalReply Transient Deferred k
        FinalReply Permanent Failed k
        FinalReply ClosingDown Deferred
        """;

    [Fact]
    public void Each_row_is_as_it_was_decided_and_there_is_no_other()
    {
        var expected = Table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order();

        var actual = FailurePolicy.Table.Select(row => Row(row.Key.Item1, row.Key.Item2, row.Value)).Order();

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Nothing_before_MAIL_is_ever_permanent_so_policy_alone_never_is()
    {
        Assert.DoesNotContain(FailurePolicy.Table, row =>
            row.Key.Item1 < ConversationStage.Mail && row.Value.Recipients is not Disposition.Deferred);
    }

    [Fact]
    [Trait("Statement", "RTLS-05")]
    public void REQUIRETLS_makes_final_what_a_host_cannot_do_and_who_it_is_not_and_nothing_else()
    {
        var final = FailurePolicy.Table.Keys.Where(key =>
        {
            var failure = new ConversationFailure(key.Item1, key.Item2, Replies.TlsNotOffered("a.test"));
            return FailurePolicy.Judge(failure, RequireTlsTerms.Onward) != FailurePolicy.Judge(failure);
        });

        Assert.Equal(
            [(ConversationStage.StartTls, FailureKind.NotOffered), (ConversationStage.Certificate, FailureKind.Untrusted)], final.Order());
    }

    [Fact]
    public void Once_all_has_been_sent_no_other_host_is_tried()
    {
        Assert.DoesNotContain(FailurePolicy.Table, row =>
            row.Key.Item1 is ConversationStage.FinalReply && row.Value.TryNextHost);
    }

    [Theory]
    [InlineData(550, "5.1.1", Disposition.Failed)]
    [InlineData(553, null, Disposition.Failed)]
    [InlineData(450, "4.2.1", Disposition.Deferred)]
    [InlineData(421, "4.3.2", Disposition.Deferred)]
    [InlineData(452, "4.5.3", Disposition.Deferred)]
    [InlineData(552, null, Disposition.Deferred)]
    [InlineData(552, "5.5.3", Disposition.Deferred)]
    [InlineData(552, "5.2.2", Disposition.Failed)]
    public void RFC_5321_A_refused_recipient_fares_by_its_own_reply(int code, string? enhanced, Disposition expected)
    {
        EnhancedStatusCode? status = EnhancedStatusCode.TryParse(enhanced, out var parsed) ? parsed : null;

        Assert.Equal(expected, FailurePolicy.OfRecipient(new SmtpReply(code, status, "no")));
    }

    private static string Row(ConversationStage stage, FailureKind kind, FailureVerdict verdict) =>
        $"{stage} {kind} {verdict.Recipients}"
        + (verdict.TryNextHost ? " n" : "") + (verdict.KeepConnection ? " k" : "") + (verdict.AllowsClear ? " c" : "")
        + (verdict.IsTlsProblem ? " t" : "") + (verdict.HostIsDown ? " d" : "");
}
