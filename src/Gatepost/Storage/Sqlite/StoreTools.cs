using Gatepost.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatepost.Storage.Sqlite;

/// <summary>What a store and its writer are handed from outside.</summary>
internal sealed record StoreTools(TimeProvider Time, ILogger Logger, SpoolMetrics Metrics);
