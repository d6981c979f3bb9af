using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>What senders are told of a failure: the peer's own words where it said some, else ours.</summary>
internal static class FailureReply
{
    /// <summary>Whether the peer said it.</summary>
    public static bool IsPeers(ConversationFailure failure) => failure is
    {
        Reply: not null,
        Stage: not (ConversationStage.StartTls or ConversationStage.Policy),
        Kind: not FailureKind.NotOffered,
    };

    /// <summary>The reply.</summary>
    public static SmtpReply Of(ConversationFailure failure, PeerExpectation peer)
    {
        var host = peer.Host;
        var isRequired = peer.Demand.RequireTls is RequireTlsTerms.Onward;
        return (failure.Stage, failure.Kind) switch
        {
            (ConversationStage.Policy, _) => failure.Reply!,
            (ConversationStage.StartTls, FailureKind.NotOffered) when isRequired => Replies.RequireTlsWithoutTls(host),
            (ConversationStage.StartTls, FailureKind.NotOffered) => Replies.TlsNotOffered(host),
            (ConversationStage.StartTls, FailureKind.Injected) => Replies.TlsResponseInjection(host),
            (ConversationStage.StartTls, _) => TlsRefused(failure, peer),
            (ConversationStage.Handshake, _) => Replies.TlsFailed(host, failure.Describe()),
            (ConversationStage.Certificate, _) when isRequired => Replies.RequireTlsNotVerified(host, failure.Describe()),
            (ConversationStage.Certificate, _) => Replies.PeerNotVerified(host, failure.Describe()),
            (ConversationStage.Connect, _) => Replies.CannotConnect(host, failure.Describe()),
            _ when failure.Reply is { } reply => reply,
            (ConversationStage.FinalReply, _) => Replies.FinalReplyLost(host),
            (_, FailureKind.TimedOut) => Replies.PeerTimedOut(host, failure.Where),
            (_, FailureKind.Closed) => Replies.ConnectionLost(host, failure.Where),
            _ => Replies.PeerNotUnderstood(host, failure.Describe()),
        };
    }

    private static SmtpReply TlsRefused(ConversationFailure failure, PeerExpectation peer)
    {
        var why = failure.Reply is { } reply ? PeerText.Quote(reply.ToString()) : failure.Describe();
        return peer.Level.RequiresTls()
            ? Replies.TlsRefused(peer.Host, why)
            : Replies.TlsFailed(peer.Host, $"STARTTLS was offered, and then refused: {why}");
    }
}
