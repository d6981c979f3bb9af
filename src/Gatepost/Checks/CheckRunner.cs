using Gatepost.Checks.Reports;
using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>
/// Says beforehand whether mail will arrive, and how well protected: it goes the way that mail goes, through the same rooms, and
/// turns back before MAIL.
/// </summary>
/// <remarks>
/// For each domain:
///   (1) Walk, and look.
///   (2) Let every check judge what was seen.
///   (3) Write the report.
/// </remarks>
internal sealed class CheckRunner(CheckTools tools, IReadOnlyList<ICheck> checks)
{
    // Over all domains: enough for a list of partners, and no load that anybody would notice.
    private const int CallsAtOnce = 32;

    /// <summary>Checks.</summary>
    /// <returns>The reports, in the order of the domains.</returns>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    /// <exception cref="IOException">A file that the configuration names cannot be read.</exception>
    public async Task<IReadOnlyList<DomainReport>> RunAsync(CheckOrder order, CancellationToken cancellationToken) =>
        [.. (await JudgeAsync(order, cancellationToken)).Select(static judged => judged.Report)];

    /// <summary>Checks, and keeps what was seen.</summary>
    public async Task<IReadOnlyList<JudgedDomain>> JudgeAsync(CheckOrder order, CancellationToken cancellationToken)
    {
        using var calls = new SemaphoreSlim(CallsAtOnce);
        using var probes = new TlsProbes(tools);
        var surveyor = new DomainSurveyor(tools, calls) { AreOwn = order.AreOwn, Probes = order.WithTls ? probes : null };
        var judged = new JudgedDomain[order.Domains.Count];
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = order.AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, judged.Length, options, async (i, stop) =>
        {
            var domain = order.Domains[i];
            var survey = await surveyor.LookAsync(domain, Tell, stop);                                            // (1)
            var findings = checks.SelectMany(check => check.Judge(survey)).ToList();                              // (2)
            judged[i] = new(survey, ReportWriter.Write(survey, findings, order.WithTranscript));                  // (3)
            Interlocked.Increment(ref done);
            Tell("done");

            void Tell(string step) => order.Progress?.Invoke(new(Volatile.Read(ref done), judged.Length, domain, step));
        });
        return judged;
    }
}
