using Gatepost.Spool;

namespace Gatepost.Host.Desk;

/// <summary>What an operator wants done, on its way to the running server.</summary>
internal sealed record QueueOrder(QueueFilter Filter, QueueAction Action);
