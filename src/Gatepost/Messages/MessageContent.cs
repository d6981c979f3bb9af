namespace Gatepost.Messages;

/// <summary>
/// The octets of a message as they were received, dots of transparency removed, every line ended by CRLF. Written once,
/// never changed: what the gateway adds stands apart, in <see cref="QueuedMessage.PrefixHeaders"/>.
/// </summary>
public abstract class MessageContent
{
    /// <summary>In octets.</summary>
    public abstract long Length { get; }

    /// <summary>Whether an octet above 127 is in it (RFC 6152).</summary>
    public abstract bool HasEightBitData { get; }

    /// <summary>The whole content where it lies in memory, which is so for all below the inline limit once read.</summary>
    public virtual bool TryGetMemory(out ReadOnlyMemory<byte> octets)
    {
        octets = default;
        return false;
    }

    /// <summary>Opens it for reading from its first octet.</summary>
    /// <exception cref="IOException">It cannot be read: the message stays queued and the others go on.</exception>
    public abstract ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken);
}
