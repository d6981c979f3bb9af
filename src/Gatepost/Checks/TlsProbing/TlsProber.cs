using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>
/// Finds out what a server's TLS can be talked into, by greetings of our own: the platform's TLS offers nothing that is broken,
/// and so cannot see whether a server would accept it.
/// </summary>
/// <remarks>
///   (1) Which versions are spoken: each is offered alone, the newest first.
///   (2) The suites of TLS 1.2 and 1.3, and whose order decides.
///   (3) The groups, and whether one of them withstands quantum computers.
///   (4) The hashes under the signatures.
///   (5) Compression, fallback, names; what the first answers showed of the rest.
///   (6) Renegotiation, inside a whole handshake of TLS 1.2.
///   (7) A whole session of TLS 1.3: certificate, tickets, early data.
///   (8) The suites of older versions, last: that they are spoken at all is bad enough.
/// One connection at a time. What the budget does not reach is unknown, and said so. Nothing that is secret is ever sent.
/// </remarks>
internal sealed class TlsProber(TimeProvider time)
{
    /// <summary>Probes one address. Whatever goes wrong at the peer or on the way is in the result.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async Task<TlsProbeFacts> ProbeAsync(
        TlsProbeTarget target, IProgress<TlsProbeProgress>? progress, CancellationToken cancellationToken)
    {
        var probe = new Probe(new TlsCaller(target, time, progress));
        await probe.LookAtVersionsAsync(cancellationToken);                                                       // (1)
        if (probe.Spoken.Count > 0)
        {
            await probe.LookAtSuitesAsync(static version => version >= TlsVersion.Tls12, cancellationToken);      // (2)
            await probe.LookAtGroupsAsync(cancellationToken);                                                     // (3)
            await probe.LookAtSignaturesAsync(cancellationToken);                                                 // (4)
            await probe.LookAtFeaturesAsync(cancellationToken);                                                   // (5), (6)
            await probe.LookInsideTls13Async(cancellationToken);                                                  // (7)
            await probe.LookAtSuitesAsync(static version => version < TlsVersion.Tls12, cancellationToken);       // (8)
            await probe.CheckAliveAsync(cancellationToken);
        }

        return probe.Facts();
    }

    /// <summary>Looks at the versions alone, which takes few connections.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async Task<TlsProbeFacts> ProbeVersionsAsync(TlsProbeTarget target, CancellationToken cancellationToken)
    {
        var probe = new Probe(new TlsCaller(target, time, progress: null));
        await probe.LookAtVersionsAsync(cancellationToken);
        return probe.Facts();
    }

    /// <summary>What one probe has found so far.</summary>
    private sealed class Probe(TlsCaller caller)
    {
        private readonly ProbeNotes _notes = new();
        private readonly Dictionary<TlsVersion, SuiteScan> _scans = [];
        private VersionFacts? _ssl2;
        private TlsProbeFacts _facts = new()
        {
            Host = caller.Target.Host,
            Address = caller.Target.Address.ToString(),
            Beginning = caller.Target.Beginning.Words,
        };

        /// <summary>The versions that are spoken, the oldest first, SSL 2.0 aside.</summary>
        public IReadOnlyList<SuiteScan> Spoken =>
            [.. _scans.Values.Where(static scan => scan.Spoken is Observed.Yes).OrderBy(static scan => scan.Version)];

        public async ValueTask LookAtVersionsAsync(CancellationToken cancellationToken)
        {
            foreach (var version in TlsVersions.All.Reverse().Where(static version => version > TlsVersion.Ssl2))
            {
                var scan = _scans[version] = new SuiteScan(version, caller, _notes);
                await scan.BeginAsync(cancellationToken);
            }

            _ssl2 = await LookAtSsl2Async(cancellationToken);
            await CheckAliveAsync(cancellationToken);
        }

        /// <summary>Where connections were closed without a word: does the server still answer? Else it has had enough of us, and
        /// what rests on silence is not known.</summary>
        public async ValueTask CheckAliveAsync(CancellationToken cancellationToken)
        {
            var doubtful = _scans.Values.Where(static scan => scan.EndedByClose).ToList();
            caller.Subject = "whether the server still answers";
            if (doubtful.Count == 0 || Spoken is not [.., var best] || await best.IsAliveAsync(cancellationToken)) return;
            caller.Stop("the server answers no more");
            const string Why = "it closed the connection, and answered no more afterwards";
            foreach (var scan in doubtful) scan.Doubt(Why);
            if (_ssl2 is { Spoken: Observed.No }) _ssl2 = _ssl2 with { Spoken = Observed.Unknown, Why = Why, IsComplete = false };
        }

        public async ValueTask LookAtSuitesAsync(Func<TlsVersion, bool> which, CancellationToken cancellationToken)
        {
            foreach (var scan in Spoken.Where(scan => which(scan.Version)).Reverse())
            {
                await scan.FinishAsync(cancellationToken);
                if (scan.Version >= TlsVersion.Tls12) await scan.LookAtOrderAsync(cancellationToken);
            }
        }

        public async ValueTask LookAtGroupsAsync(CancellationToken cancellationToken)
        {
            if (Scan(TlsVersion.Tls13) is { } newest)
            {
                var scan = new GroupScan(TlsVersion.Tls13, newest.Found, caller, _notes);
                var groups = await scan.RunAsync(cancellationToken);
                var isPostQuantum = groups.Groups.Any(static group => group.Group.IsPostQuantum());
                _facts = _facts with
                {
                    Groups = groups,
                    PostQuantum = isPostQuantum ? Observed.Yes : groups.IsComplete ? Observed.No : Observed.Unknown,
                };
            }

            var old = Spoken.LastOrDefault(static scan => scan.Version < TlsVersion.Tls13);
            if (old is not null && CurveScan(old) is { } curves)
                _facts = _facts with { Curves = await curves.RunAsync(cancellationToken) };
        }

        public async ValueTask LookAtSignaturesAsync(CancellationToken cancellationToken)
        {
            if (Scan(TlsVersion.Tls12) is not { } scan) return;
            List<int> signed = [.. Suites(scan, KeyExchangeKind.Ecdhe), .. Suites(scan, KeyExchangeKind.Dhe)];
            if (signed.Count > 0)
                _facts = _facts with { Signatures = await new SignatureScan(signed, caller, _notes).RunAsync(cancellationToken) };
        }

        public async ValueTask LookAtFeaturesAsync(CancellationToken cancellationToken)
        {
            var features = await new FeatureScan(Spoken, caller).RunAsync(cancellationToken);
            if (Scan(TlsVersion.Tls12) is not null && Usable(_facts.Curves) is { } group)
                features = await new RenegotiationScan(group, caller).RunAsync(features, cancellationToken);
            _facts = _facts with { Features = features };
        }

        public async ValueTask LookInsideTls13Async(CancellationToken cancellationToken)
        {
            if (Scan(TlsVersion.Tls13) is not null && Usable(_facts.Groups) is { } group)
                _facts = await new Tls13Session(group, caller, _notes).RunAsync(_facts, cancellationToken);
        }

        public TlsProbeFacts Facts() => _facts with
        {
            Connections = caller.Connections,
            Stopped = caller.Stopped?.Words,
            Versions = [_ssl2!, .. _scans.Values.OrderBy(static scan => scan.Version).Select(static scan => scan.Facts())],
            Fields = _notes.Fields,
            Chains = _notes.Chains,
            Features = _facts.Features with
            {
                ClientCertificate = caller.AsksForCertificate ? Observed.Yes
                    : Scan(TlsVersion.Tls12) is null ? Observed.NotTried
                    : Observed.No,
            },
        };

        private async ValueTask<VersionFacts> LookAtSsl2Async(CancellationToken cancellationToken)
        {
            caller.Subject = "whether SSL 2.0 is spoken";
            var (hello, fault) = await caller.CallSsl2Async(cancellationToken);
            return new()
            {
                Version = TlsVersion.Ssl2.Word(),
                Spoken = fault is not null ? Observed.Unknown : hello is null ? Observed.No : Observed.Yes,
                Why = fault?.Words ?? (hello is null ? "it does not answer the greeting of SSL 2.0" : null),
                Class = NcscGuideline.OfVersion(TlsVersion.Ssl2),
                Suites = [.. (hello?.Ciphers ?? []).Select(static cipher =>
                    new SuiteFacts(cipher, Ssl2Ciphers.NameOf(cipher), SecurityClass.Insufficient))],
                IsComplete = fault is null,
            };
        }

        private SuiteScan? Scan(TlsVersion version) =>
            _scans.TryGetValue(version, out var scan) && scan.Spoken is Observed.Yes ? scan : null;

        /// <summary>Suites with RSA leave every curve free; null where no suite needs one.</summary>
        private GroupScan? CurveScan(SuiteScan scan)
        {
            var suites = Suites(scan, KeyExchangeKind.Ecdhe);
            List<int> free = [.. suites.Where(
                static suite => CipherSuites.KeyExchangeOf(CipherSuites.NameOf(suite)) == "ECDHE_RSA")];
            if (free.Count > 0) return new(scan.Version, free, caller, _notes);
            var own = _notes.Chains.FirstOrDefault(static chain => chain.KeyKind == "ECDSA")?.Chain[0];
            return suites.Count == 0
                ? null
                : new(scan.Version, suites, caller, _notes) { Always = own is null ? TlsGroup.None : KeyCurve.Of(own) };
        }

        private static List<int> Suites(SuiteScan scan, KeyExchangeKind kind) =>
            [.. scan.Found.Where(suite => CipherSuites.KindOf(suite) == kind)];

        /// <summary>A group that the platform can do: only then can a handshake be made to its end.</summary>
        private static TlsGroup? Usable(GroupListFacts? known) =>
            known?.Groups.Select(static group => (TlsGroup?)group.Group)
                .FirstOrDefault(static group => HandshakeTerms.CanDo(group!.Value));
    }
}
