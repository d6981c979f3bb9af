namespace Gatepost.Delivery;

/// <summary>How far a conversation with a peer had come.</summary>
internal enum ConversationStage
{
    /// <summary>Not even called: what the destination publishes, or the message demands, rules the host out.</summary>
    Policy,

    /// <summary>TCP.</summary>
    Connect,

    /// <summary>The greeting (RFC 5321 §4.3.2).</summary>
    Greeting,

    /// <summary>EHLO, or HELO where that is refused; before TLS and after it.</summary>
    Hello,

    /// <summary>The STARTTLS command (RFC 3207 §4).</summary>
    StartTls,

    /// <summary>The handshake, and the first words after it: a peer that breaks off TLS 1.3 is only heard then.</summary>
    Handshake,

    /// <summary>Our judgement of the peer's certificate.</summary>
    Certificate,

    /// <summary>MAIL.</summary>
    Mail,

    /// <summary>RCPT.</summary>
    Recipient,

    /// <summary>DATA, up to its 354.</summary>
    Data,

    /// <summary>The content: not all of it has been sent.</summary>
    Content,

    /// <summary>All has been sent; the reply that takes responsibility is due.</summary>
    FinalReply,
}
