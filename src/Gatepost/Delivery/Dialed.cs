using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>How a call ended: with a conversation that may carry mail, or with the reason why there is none.</summary>
/// <param name="Conversation">Null where the call failed.</param>
/// <param name="Failure">Null where it succeeded.</param>
/// <param name="Tls">What TLS was like, as far as it came.</param>
internal sealed record Dialed(SmtpConversation? Conversation, ConversationFailure? Failure, TlsFacts Tls);
