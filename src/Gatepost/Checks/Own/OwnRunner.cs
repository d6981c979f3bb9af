using Gatepost.Checks.Reports;

namespace Gatepost.Checks.Own;

/// <summary>Says whether our own side is in order: our domains as strangers see them, and this gateway from the inside.</summary>
/// <remarks>
///   (1) Each of our domains, the way that a stranger's mail comes.
///   (2) This gateway.
///   (3) Let every check judge what was seen.
///   (4) Write the report.
/// </remarks>
/// <param name="outside">Walks as a stranger (<see cref="OutsideView"/>).</param>
/// <param name="inside">Looks at this gateway; null where there is no configuration.</param>
/// <param name="checks">Of this gateway.</param>
internal sealed class OwnRunner(CheckRunner outside, OwnSurveyor? inside, IReadOnlyList<IOwnCheck> checks)
{
    /// <summary>Checks.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    /// <exception cref="IOException">A file that the configuration names cannot be read.</exception>
    public async Task<OwnReport> RunAsync(CheckOrder order, CancellationToken cancellationToken)
    {
        order = order with { AreOwn = true, WithTls = true };
        var domains = await outside.JudgeAsync(order, cancellationToken);                                         // (1)
        return new()
        {
            Gateway = inside is null ? null : await LookInsideAsync(inside, domains, order, cancellationToken),
            Domains = [.. domains.Select(static judged => judged.Report)],                                        // (4)
        };
    }

    private async Task<GatewayReport> LookInsideAsync(
        OwnSurveyor surveyor, IReadOnlyList<JudgedDomain> domains, CheckOrder order, CancellationToken cancellationToken)
    {
        var count = domains.Count;
        var survey = await surveyor.LookAsync([.. domains.Select(static judged => judged.Survey)],                // (2)
            step => order.Progress?.Invoke(new(count, count, "this gateway", step)), cancellationToken);
        var findings = checks.SelectMany(check => check.Judge(survey));                                           // (3)
        return GatewayReport.Of(survey, findings);                                                                // (4)
    }
}
