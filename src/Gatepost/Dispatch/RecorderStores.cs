using Gatepost.Ledger;
using Gatepost.Spool;

namespace Gatepost.Dispatch;

/// <summary>What attempts are written to, and by which clock and dice.</summary>
internal sealed record RecorderStores(ILedger Ledger, ISpool Spool, TimeProvider Time, Random Random);
