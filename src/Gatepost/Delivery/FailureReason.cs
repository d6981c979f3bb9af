using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>Which failures of a conversation say something about the peer's TLS, as a class that can be counted.</summary>
internal static class FailureReason
{
    /// <summary>The class; None where TLS was not it.</summary>
    public static TlsReason Of(ConversationFailure failure) => (failure.Stage, failure.Kind) switch
    {
        (ConversationStage.StartTls, FailureKind.NotOffered) => TlsReason.NotOffered,
        (ConversationStage.StartTls, FailureKind.Injected) => TlsReason.Injected,
        (ConversationStage.StartTls, _) => TlsReason.Refused,
        (ConversationStage.Handshake, _) => TlsReason.HandshakeFailed,
        (ConversationStage.Certificate or ConversationStage.Policy, _) => TlsReason.Other,
        _ => TlsReason.None,
    };
}
