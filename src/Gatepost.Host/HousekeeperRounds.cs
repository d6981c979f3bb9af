using Gatepost.Diagnostics;
using Gatepost.Host.Admin;
using Gatepost.Ledger;
using Gatepost.Spool;

namespace Gatepost.Host;

/// <summary>Where the housekeeper looks.</summary>
internal sealed record HousekeeperRounds(IQueueDesk Queue, ILedgerStore Ledger, QueueSight Sight, ClockWatch Clock);
