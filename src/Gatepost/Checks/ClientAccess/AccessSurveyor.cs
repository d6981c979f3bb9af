using Gatepost.Checks.Survey;
using Gatepost.Dns;

namespace Gatepost.Checks.ClientAccess;

/// <summary>Looks at the servers from which people read and send mail.</summary>
/// <remarks>
///   (1) What the DNS of our domains announces to mail programs.
///   (2) The servers: those that the configuration gives mail to, those that are announced, and those that we were told of.
///   (3) Every usual port at each address of each of them, and the ports that are announced.
///   (4) The pages from which mail programs set themselves up.
/// </remarks>
internal sealed class AccessSurveyor(CheckTools tools)
{
    private const int CallsAtOnce = 12, MostAddresses = 8;

    public async Task<AccessSurvey> LookAsync(
        IReadOnlyList<string> domains, Action<string> progress, CancellationToken cancellationToken)
    {
        using var calls = new SemaphoreSlim(CallsAtOnce);
        progress("asking what is announced to mail programs");
        var asked = domains.SelectMany(static domain => AccessPort.Usual.Select(port => (domain, port)));
        var announced = await Task.WhenAll(asked.Select(one => AnnouncedAsync(one.domain, one.port, cancellationToken)));  // (1)
        var servers = await Task.WhenAll(Hosts(announced).Select(host => ServerAsync(host.Key, host.Value, announced)));   // (2)
        var aliases = new Dictionary<string, string>();
        foreach (var host in announced.SelectMany(static port => port.Records).Select(static record => record.Host).Distinct())
        {
            var alias = await tools.Resolver.FindAliasAsync(host, cancellationToken);
            if (alias.Outcome is DnsOutcome.Found) aliases[host] = alias.Records[0];
        }

        progress("fetching the pages for mail programs");
        var pages = new SetupPageSurveyor(tools);
        var fetched = await Task.WhenAll(domains.Select(domain => pages.LookAsync(domain, cancellationToken)));            // (4)
        return new(servers, announced, aliases, [.. fetched.SelectMany(static page => page)]);

        async Task<ServerSurvey> ServerAsync(string host, IReadOnlyList<string> sources, IReadOnlyList<AnnouncedPort> known)
        {
            var addresses = await tools.Resolver.FindAddressesAsync(host, cancellationToken);
            var ports = PortsOf(host, known);
            var seen = await Task.WhenAll(addresses.Records.Take(MostAddresses).SelectMany(address => ports.Select(async port =>
            {
                await calls.WaitAsync(cancellationToken);
                try
                {
                    progress($"{host}, {port.Words}");
                    return await new PortSurveyor(tools, host, address, port).LookAsync(cancellationToken);                // (3)
                }
                finally
                {
                    calls.Release();
                }
            })));
            return new(host, sources, addresses, seen);
        }
    }

    private async Task<AnnouncedPort> AnnouncedAsync(string domain, AccessPort port, CancellationToken cancellationToken) =>
        new(domain, port, await tools.Resolver.FindServicesAsync(AnnouncedPort.NameFor(port, domain), cancellationToken));

    private List<KeyValuePair<string, IReadOnlyList<string>>> Hosts(IReadOnlyList<AnnouncedPort> announced)
    {
        List<(string Host, string Source)> all =
        [
            .. tools.Own.ClientHosts.Select(static host => (host, "--client-host")),
            .. announced.SelectMany(static port => port.Records.Select(record => (record.Host, $"SRV {port.Name}"))),
            .. tools.Config.Current.Domains.Select(static row => (row.NextHop.Host, $"next_hop of {row.Name}")),
        ];
        return [.. all.GroupBy(static one => one.Host).Select(static group => KeyValuePair.Create<string, IReadOnlyList<string>>(
            group.Key, [.. group.Select(static one => one.Source).Distinct()]))];
    }

    private static IReadOnlyList<AccessPort> PortsOf(string host, IReadOnlyList<AnnouncedPort> announced)
    {
        var named = announced.SelectMany(known => known.Records.Where(record => record.Host == host)
            .Select(record => known.Port with { Number = record.Port }));
        return [.. AccessPort.Usual.Concat(named).DistinctBy(static port => port.Number)];
    }
}
