using Gatepost.Messages;
using Gatepost.Storage.Files;

namespace Gatepost.Storage.Sqlite;

/// <summary>A message with its parts, on its way into the store. Made on the caller's thread.</summary>
internal sealed class NewMessage
{
    private readonly NewEntry[] _entries;

    /// <exception cref="ArgumentException">The parts are not those of one message, or not new.</exception>
    public NewMessage(IReadOnlyList<QueuedMessage> parts, SpoolSchedule schedule)
    {
        if (parts.Count == 0) throw new ArgumentException("A message has at least one part.", nameof(parts));
        var first = parts[0];
        foreach (var part in parts)
        {
            if (part.Id.MessageNumber != first.Id.MessageNumber || part.Content != first.Content)
                throw new ArgumentException($"{part.Id} is no part of {first.Id}: same number and content.", nameof(parts));
            if (schedule.Contains(part.Id)) throw new ArgumentException($"{part.Id} is in the queue already.", nameof(parts));
        }

        if (first.Content is not (FileContent or InlineContent) && !first.Content.TryGetMemory(out _))
            throw new ArgumentException("The content is not of this store: make it by CreateContent.", nameof(parts));
        _entries = [.. parts.Select(NewEntry.Of)];
    }

    /// <summary>Octets that it writes, about.</summary>
    public long Weight => 1024 + (Content.TryGetMemory(out var octets) ? octets.Length : 0);

    private MessageContent Content => _entries[0].Message.Content;

    /// <summary>Writes the rows.</summary>
    public void Insert(SpoolRows rows)
    {
        rows.InsertContent(_entries[0].Message.Id.MessageNumber, Content);
        foreach (var entry in _entries) rows.InsertEntry(entry);
        // From here on a crash may leave the rows behind, so the file that they name must stay.
        KeepFile(true);
    }

    /// <summary>The rows are on disk.</summary>
    public void Enter(SpoolSchedule schedule)
    {
        foreach (var entry in _entries) schedule.Add(entry.Message, entry.Times, _entries.Length);
    }

    /// <summary>The rows are not on disk; where that is not certain the file stays, and the next start decides.</summary>
    public void Abandon(IOException problem)
    {
        if (problem is StorageException { NothingWritten: true }) KeepFile(false);
    }

    private void KeepFile(bool keep)
    {
        if (Content is FileContent file) file.IsKept = keep;
    }
}
