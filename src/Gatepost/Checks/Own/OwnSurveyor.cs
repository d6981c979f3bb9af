using Gatepost.Checks.Survey;

namespace Gatepost.Checks.Own;

/// <summary>Looks at our own place from the inside.</summary>
/// <param name="tools">The rooms of the walk, under the configuration of this gateway.</param>
internal sealed class OwnSurveyor(CheckTools tools)
{
    public Task<OwnSurvey> LookAsync(
        IReadOnlyList<DomainSurvey> domains, Action<string> progress, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress("reading the configuration");
        return Task.FromResult(new OwnSurvey
        {
            Config = tools.Config.Current,
            At = tools.Time.GetUtcNow(),
            Domains = domains,
        });
    }
}
