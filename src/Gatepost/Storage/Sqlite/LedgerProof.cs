using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>The part of a ledger row that is the same for many.</summary>
internal readonly record struct LedgerProof(TlsLevel Wanted, string Why, TlsFacts Tls);
