using System.Net;
using Gatepost.Checks.Dialogues;
using Gatepost.Checks.Survey;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Checks.Own;

/// <summary>Calls this gateway at its own listeners, from this machine, as a stranger who goes by its name.</summary>
/// <param name="outside">The rooms of the walk, as a stranger has them.</param>
/// <param name="config">The configuration of this gateway.</param>
/// <param name="probes">Probes of TLS.</param>
internal sealed class ListenerSurveyor(CheckTools outside, GatepostConfig config, TlsProbes probes)
{
    public async Task<ListenerSurvey> LookAsync(
        ListenerConfig listener, IPEndPoint address, Action<string> tell, CancellationToken cancellationToken)
    {
        var called = Callable(address);
        tell($"listener {listener.Name} [{called.Address}]");
        var route = To(called);
        var tools = outside with { Router = new OneRoute(route) };
        using var calls = new SemaphoreSlim(1);
        var seen = ListenerSurvey.IsImplicitTls(listener)
            ? await LookInsideAsync(tools, route, called, tell, cancellationToken)
            : await new DomainSurveyor(tools, calls) { Depth = SurveyDepth.Server, AreOwn = true, Probes = probes }
                .LookAsync(config.Hostname, tell, cancellationToken);
        // A machine calls its own addresses from the very same ones.
        var mayRelay = listener.Role is ListenerRole.Relay
            && listener.Networks.Any(network => network.Contains(called.Address));
        return new(listener, called, seen)
        {
            Relay = mayRelay || !seen.Addresses.Any(static seenAddress => seenAddress.Answered)
                ? null
                : await new RelayProbe(tools, Target(route, called)).AskAsync(
                    ListenerSurvey.IsImplicitTls(listener), cancellationToken),
        };
    }

    /// <summary>An address of this machine, where it listens at all of them.</summary>
    internal static IPEndPoint Callable(IPEndPoint listening) =>
        listening.Address.Equals(IPAddress.Any) || listening.Address.Equals(IPAddress.IPv6Any)
            ? new(IPAddress.Loopback, listening.Port)
            : listening;

    private Route To(IPEndPoint called) => new()
    {
        Domain = config.Hostname,
        CanonicalDomain = config.Hostname,
        Destination = config.Hostname,
        Direction = MailDirection.Out,
        Kind = NextHopKind.Mx,
        MxSecurity = DnsSecurity.Insecure,
        Hosts = [new(config.Hostname, called.Port, [called.Address], DnsSecurity.Insecure)],
    };

    private DialTarget Target(Route route, IPEndPoint called) => new(
        called,
        new()
        {
            Host = DomainName.Normalize(route.Hosts[0].Name),
            Floor = TlsLevel.May,
            Requirement = new(),
            TrustFile = outside.Config.Current.Outbound.CaFile,
        },
        outside.Config.Current);

    /// <summary>The same where TLS begins with the first octet, which no mail between servers does (RFC 8314 §3.3).</summary>
    private async Task<DomainSurvey> LookInsideAsync(
        CheckTools tools, Route route, IPEndPoint called, Action<string> tell, CancellationToken cancellationToken)
    {
        var question = QuestionMessage.To(new Mailbox("postmaster", config.Hostname), route, tools.Time.GetUtcNow());
        var decision = await tools.Policies(tools.Config).DecideAsync(question, route, cancellationToken);
        var target = Target(route, called);
        var call = new DialRecord();
        var (failure, tls) = await new ImplicitCall(tools, target).LookAsync(call, cancellationToken);
        var address = new AddressSurvey
        {
            Address = called,
            Peer = target.Peer,
            Failure = failure,
            Tls = tls,
            Call = call,
        };
        var surveyor = new AddressSurveyor(tools, tools.Config.Current, route, decision) { Probes = probes, Tell = tell };
        return new()
        {
            Domain = config.Hostname,
            IsOwn = true,
            Config = config,
            At = tools.Time.GetUtcNow(),
            Route = route,
            Decision = decision,
            Dnssec = tools.Resolver.Trust,
            Hosts =
            [
                new()
                {
                    Host = route.Hosts[0],
                    Demand = HostDemand.Nothing,
                    TlsaPlace = "",
                    Tlsa = null,
                    Addresses = [tls.IsEncrypted
                        ? await surveyor.ProbeAsync(
                            address, target, new ImplicitTls(new SmtpDialect(config.Hostname)), cancellationToken)
                        : address],
                },
            ],
        };
    }
}
