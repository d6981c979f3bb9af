using Gatepost.Checks.Own;
using Gatepost.Checks.TlsProbing;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Routing;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.Survey;

/// <summary>The rooms of the walk, the same that carry mail.</summary>
internal sealed record CheckTools
{
    public required IConfigSource Config { get; init; }

    public required IResolver Resolver { get; init; }

    public required IRouter Router { get; init; }

    /// <summary>The policy under a configuration: the one in force, or one that asks for more.</summary>
    public required Func<IConfigSource, ITlsPolicyResolver> Policies { get; init; }

    /// <summary>The policies of MTA-STS that this run has seen.</summary>
    public required StsLookUp Sts { get; init; }

    /// <summary>How they are fetched.</summary>
    public required StsFetches Fetches { get; init; }

    public required SmtpDialer Dialer { get; init; }

    public required PeerVerifier Verifier { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>How a server's TLS is probed.</summary>
    public Func<TlsProbeTarget, IProgress<TlsProbeProgress>, CancellationToken, Task<TlsProbeFacts>> Probe { get; init; } =
        static (target, progress, stop) => new TlsProber(TimeProvider.System).ProbeAsync(target, progress, stop);

    /// <summary>Fetches a page over HTTPS, by the rules of MTA-STS.</summary>
    public required Func<HttpsQuestion, CancellationToken, Task<HttpsAnswer>> Pages { get; init; }

    /// <summary>What we were told about our own place.</summary>
    public OwnQuestions Own { get; init; } = new();

    /// <summary>Whether a packet to this address would leave this machine.</summary>
    public Func<System.Net.IPAddress, bool> HasRoute { get; init; } = OwnReach.HasRoute;
}
