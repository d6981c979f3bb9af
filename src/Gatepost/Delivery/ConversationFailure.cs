using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Delivery;

/// <summary>Why a conversation did not carry a message: the peer's no, as a value.</summary>
/// <param name="Stage">How far it had come.</param>
/// <param name="Kind">What went wrong.</param>
/// <param name="Reply">What the peer said, where it said something.</param>
/// <param name="Detail">What else is known, escaped where it quotes a stranger; or null.</param>
internal sealed record ConversationFailure(
    ConversationStage Stage, FailureKind Kind, SmtpReply? Reply = null, string? Detail = null)
{
    private const int ShownReply = 200;

    /// <summary>What is told to senders and operators, escaped.</summary>
    public string Describe()
    {
        var what = Kind switch
        {
            FailureKind.Forbidden => "the host was not called",
            FailureKind.Unreachable => "no connection",
            FailureKind.TimedOut => $"no answer in time {Where}",
            FailureKind.Closed => $"the connection was closed {Where}",
            FailureKind.Malformed => $"what came is no SMTP reply {Where}",
            FailureKind.Injected => "octets in the clear between STARTTLS and the handshake",
            FailureKind.NotOffered => "not offered",
            FailureKind.BrokenTls => "the TLS handshake failed",
            FailureKind.Untrusted => "the peer is not who it must be",
            _ => $"refused {Where}",
        };
        if (Reply is { } reply) return $"{what}: {PeerText.Quote(reply.ToString(), ShownReply)}";
        return Detail is { } detail ? detail : what;
    }

    /// <summary>Where in the conversation, in words that follow on a sentence.</summary>
    public string Where => Stage switch
    {
        ConversationStage.Policy => "before connecting",
        ConversationStage.Connect => "when connecting",
        ConversationStage.Greeting => "at the greeting",
        ConversationStage.Hello => "at EHLO",
        ConversationStage.StartTls => "at STARTTLS",
        ConversationStage.Handshake => "in the TLS handshake",
        ConversationStage.Certificate => "at the certificate",
        ConversationStage.Mail => "at MAIL",
        ConversationStage.Recipient => "at RCPT",
        ConversationStage.Data => "at DATA",
        ConversationStage.Content => "in the middle of the content",
        _ => "after the content",
    };
}
