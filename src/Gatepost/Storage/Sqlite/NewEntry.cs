using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>An entry ready to be written: made on the caller's thread, so that the writer's only writes.</summary>
internal readonly record struct NewEntry(QueuedMessage Message, DueTimes Times, byte[] Envelope, byte[] Origin)
{
    public static NewEntry Of(QueuedMessage message) =>
        new(message, DueTimes.Of(message), StoredEnvelope.Write(message.Envelope), StoredOrigin.Write(message.Origin));
}
