using Gatepost.Certificates;
using Gatepost.Checks;
using Gatepost.Checks.Survey;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Host.Check;
using Gatepost.Host.Output;
using Gatepost.Messages;

namespace Gatepost.Host.Partners;

/// <summary>
/// Tries every host and every address of a partner as <c>gatepost check</c> does, and says which levels all of them meet.
/// </summary>
/// <param name="rooms">The rooms of the walk under a configuration.</param>
internal sealed class PartnerTester(Func<IConfigSource, CheckTools> rooms)
{
    private const int CallsAtOnce = 8;

    /// <summary>Who is told how far it has come.</summary>
    public Action<CheckProgress>? Progress { get; init; }

    /// <summary>Tries a partner while a person waits.</summary>
    public static async Task<PartnerTest> TestNowAsync(
        Terminal terminal, GatepostConfig config, PartnerConfig partner, CancellationToken cancellationToken)
    {
        config = Haste.Of(config, Haste.Patience);
        await using var house = new CheckHouse(config, terminal.Time, null);
        using var progress = new ProgressLine(terminal);
        var test = await new PartnerTester(house.Rooms.Under) { Progress = progress.Show }
            .TestAsync(config, partner, cancellationToken);
        return PublicAuthority.Find(partner.Inbound.ClientCaFile, terminal.Time.GetUtcNow()) is { } name
            ? test with { Warnings = [$"inbound_client_ca_file: {PublicAuthority.Problem(name)}; {PublicAuthority.Remedy}"] }
            : test;
    }

    /// <param name="config">The configuration that has the row.</param>
    /// <param name="partner">The row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<PartnerTest> TestAsync(
        GatepostConfig config, PartnerConfig partner, CancellationToken cancellationToken)
    {
        var tools = rooms(new FixedConfig(Watching(config)));
        using var calls = new SemaphoreSlim(CallsAtOnce);
        var surveyor = new DomainSurveyor(tools, calls) { Depth = SurveyDepth.Walk };
        var domains = partner.Domains.Where(static domain => !domain.StartsWith('.')).ToList();
        var hosts = new List<HostTest>();
        foreach (var (done, domain) in domains.Index())
        {
            var survey = await surveyor.LookAsync(
                domain, step => Progress?.Invoke(new(done, domains.Count, domain, step)), cancellationToken);
            if (survey.Route.Problem is { } problem)
                hosts.Add(HostTest.NotFound(domain, problem.Reply.Text));
            hosts.AddRange(survey.Addresses.Select(address => Judge(survey, address)));
        }

        var spoke = hosts.Where(static host => !host.IsDown).ToList();
        return new()
        {
            Partner = partner.Name,
            At = tools.Time.GetUtcNow(),
            Hosts = hosts,
            Levels = spoke.Count == 0 ? [] : [.. spoke[0].Levels.Where(level => spoke.All(host => host.Levels.Contains(level)))],
        };
    }

    // Of no partner more is asked than TLS where it is offered, beside what its domain publishes, so that what each host could
    // prove is seen. The rows' names, authorities and pins are looked at all the same.
    private static GatepostConfig Watching(GatepostConfig config) => config with
    {
        Partners = [.. config.Partners.Select(static row => row with { Mode = PartnerMode.Monitor })],
        Outbound = config.Outbound with { Tls = new() },
    };

    private static HostTest Judge(DomainSurvey survey, AddressSurvey address)
    {
        var isDown = !address.Answered || (address.Failure is { } failure && FailurePolicy.Judge(failure).HostIsDown);
        var levels = survey.Forecasts.OrderBy(static forecast => forecast.Level).Select(forecast =>
            (forecast.Level, Why: forecast.Obstacles.FirstOrDefault(one => one.Peer == address.Peer)?.Why)).ToList();
        var met = isDown ? [] : levels.Where(static level => level.Why is null).Select(static level => level.Level).ToList();
        // That a host has no TLSA records is seldom what keeps it from more.
        var obstacle = levels.Where(level => level.Why is not null && (met.Count == 0 || level.Level > met[^1]))
            .OrderBy(static level => level.Level is TlsLevel.DaneOnly).FirstOrDefault().Why;
        return new()
        {
            Domain = survey.Domain,
            Peer = address.Peer,
            IsDown = isDown,
            TakesNothing = !isDown && !address.TakesMail,
            Tls = address.Tls.IsEncrypted ? $"{address.Tls.Protocol} {address.Tls.CipherSuite}" : null,
            Levels = [.. met.Select(TlsLevels.Word)],
            Problem = address.Failure?.Describe() ?? (isDown ? null : obstacle),
        };
    }
}
