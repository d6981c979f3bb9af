using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>What one transaction carries.</summary>
/// <param name="Envelope">Sender and wishes; its own list of recipients is not looked at.</param>
/// <param name="Recipients">To whom, in this transaction.</param>
/// <param name="PrefixHeaders">Header fields of ours that go before the content.</param>
/// <param name="Content">As it was received.</param>
internal sealed record OutgoingMail(
    Envelope Envelope, IReadOnlyList<Recipient> Recipients, ReadOnlyMemory<byte> PrefixHeaders, MessageContent Content)
{
    /// <summary>Octets on the wire, without the dots of transparency (RFC 1870 §5).</summary>
    public long Length => PrefixHeaders.Length + Content.Length;
}
