using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>What one level would have done to the mail that went out.</summary>
/// <param name="Level">The level.</param>
/// <param name="Met">Messages that would have gone all the same.</param>
/// <param name="Kept">Messages that would have been held or bounced.</param>
/// <param name="Domains">To so many domains.</param>
public sealed record LevelRow(TlsLevel Level, long Met, long Kept, long Domains);
