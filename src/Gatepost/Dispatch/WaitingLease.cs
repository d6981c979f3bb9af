using Gatepost.Spool;

namespace Gatepost.Dispatch;

/// <summary>An entry that was taken from the spool and waits for its turn.</summary>
internal readonly record struct WaitingLease(Lease Lease, DateTimeOffset LeasedAt);
