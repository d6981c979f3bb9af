namespace Gatepost.Bench;

/// <summary>What one relay did with one load.</summary>
/// <param name="Relay">Which relay.</param>
/// <param name="Case">Which load.</param>
/// <param name="Messages">Messages that were taken and arrived.</param>
/// <param name="Lost">Taken, and never arrived.</param>
/// <param name="Duplicates">Arrived more than once.</param>
/// <param name="PerSecond">Messages a second, from the first connection to the last arrival at the sink.</param>
/// <param name="CpuMilliseconds">CPU of the relay alone, user and system, for each message.</param>
/// <param name="PeakMegabytes">Memory of the relay at its largest (proportional set size of all its processes).</param>
/// <param name="P50Milliseconds">Half of the replies to the final dot came within this.</param>
/// <param name="P99Milliseconds">99 of 100 did.</param>
internal sealed record LoadResult(
    string Relay, string Case, int Messages, int Lost, int Duplicates, double PerSecond, double CpuMilliseconds,
    double PeakMegabytes,
    double P50Milliseconds, double P99Milliseconds);
