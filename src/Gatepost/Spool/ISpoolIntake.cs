using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>The side of the spool that takes mail in: whoever acknowledges mail needs no more.</summary>
public interface ISpoolIntake
{
    /// <summary>Whether there is room for a message of this size above the reserve; asked at MAIL.</summary>
    bool HasRoomFor(long size);

    /// <summary>A new id, later than all before.</summary>
    QueueId NextId();

    /// <summary>Starts the content of a message.</summary>
    IContentWriter CreateContent();

    /// <summary>Ends when all parts of one message are on disk, with their content: only then is 250 due (RFC 5321
    /// §4.2.5).</summary>
    /// <exception cref="IOException">Nothing was taken: 452 is due.</exception>
    Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken);
}
