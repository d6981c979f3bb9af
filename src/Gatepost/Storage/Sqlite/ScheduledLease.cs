using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>An entry that was leased, with its message where that is in memory.</summary>
internal readonly record struct ScheduledLease(ScheduledEntry Entry, long Token, QueuedMessage? Message);
