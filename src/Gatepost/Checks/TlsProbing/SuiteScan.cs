using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>
/// Finds whether a version is spoken, and with which suites: all are offered, what the server chooses is struck off, and so on
/// until it refuses the rest.
/// </summary>
internal sealed class SuiteScan(TlsVersion version, TlsCaller caller, ProbeNotes notes)
{
    private readonly List<List<int>> _portions = [.. CipherSuites.Portions(version).Select(static portion => portion.ToList())];
    private readonly List<int> _found = [];
    private string? _why;
    private int? _lastAlert;
    private bool _isBroken;
    private WhoChooses _order;
    private SuiteFacts? _prefersWorse;

    public TlsVersion Version => version;

    public Observed Spoken { get; private set; }

    /// <summary>The suites that the server took so far, in its order.</summary>
    public IReadOnlyList<int> Found => _found;

    /// <summary>The first answer of the server at this version.</summary>
    public HelloAnswer? First { get; private set; }

    /// <summary>It ended with a connection that was closed without a word.</summary>
    public bool EndedByClose { get; private set; }

    /// <summary>Whether the server still takes what it took before.</summary>
    public async ValueTask<bool> IsAliveAsync(CancellationToken cancellationToken) =>
        (await AskAsync([_found[0]], cancellationToken)).Hello is not null;

    /// <summary>Takes back what rests on a connection that was closed without a word.</summary>
    public void Doubt(string why)
    {
        if (!EndedByClose) return;
        _isBroken = true;
        if (Spoken is Observed.No) (Spoken, _why) = (Observed.Unknown, why);
    }

    /// <summary>One suite, or the certainty that there is none.</summary>
    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        caller.Subject = $"whether {version.Word()} is spoken";
        foreach (var portion in _portions.ToArray())
        {
            await StepAsync(portion, cancellationToken);
            if (Spoken is not Observed.No || First is not null || _isBroken) return;
            if (_lastAlert == TlsAlert.ProtocolVersion) return;
        }
    }

    /// <summary>All the others.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        if (Spoken is not Observed.Yes) return;
        caller.Subject = $"cipher suites of {version.Word()}";
        while (!_isBroken && _portions.Count > 0) await StepAsync(_portions[0], cancellationToken);
    }

    /// <summary>Whose order decides: the same suites are offered from both ends. ChaCha20 stands aside: many servers move it up
    /// for clients that put it first.</summary>
    public async ValueTask LookAtOrderAsync(CancellationToken cancellationToken)
    {
        var suites = _found.Select(SuiteFacts.Of)
            .Where(static suite => !suite.Name.Contains("CHACHA20", StringComparison.Ordinal))
            .OrderByDescending(static suite => suite.Class).ThenByDescending(static suite => suite.Code).ToList();
        if (suites.Count < 2 || _isBroken) return;
        caller.Subject = $"whose order decides in {version.Word()}";
        var worstFirst = await ChoiceAsync(suites, cancellationToken);
        suites.Reverse();
        var bestFirst = await ChoiceAsync(suites, cancellationToken);
        if (worstFirst is null || bestFirst is null) return;
        _order = worstFirst == bestFirst ? WhoChooses.Server
            : worstFirst == suites[^1] && bestFirst == suites[0] ? WhoChooses.Client
            : WhoChooses.Unknown;
        if (worstFirst.Class >= SecurityClass.PhaseOut && suites[0].Class < SecurityClass.PhaseOut) _prefersWorse = worstFirst;
    }

    public VersionFacts Facts() => new()
    {
        Version = version.Word(),
        Spoken = Spoken,
        Why = _why,
        Class = NcscGuideline.OfVersion(version),
        Suites = [.. _found.Select(SuiteFacts.Of)],
        IsComplete = !_isBroken && (Spoken is Observed.No || (Spoken is Observed.Yes && _portions.Count == 0)),
        Order = _order,
        PrefersWorse = _prefersWorse,
    };

    private async ValueTask StepAsync(List<int> portion, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(portion, cancellationToken);
        if (answer.Fault is { } fault)
        {
            _isBroken = true;
            if (Spoken is not Observed.Yes) (Spoken, _why) = (Observed.Unknown, fault.Words);
        }
        else if (answer.Hello is { } hello && hello.Version == version && portion.Remove(hello.CipherSuite))
        {
            First ??= answer;
            _found.Add(hello.CipherSuite);
            (Spoken, _why) = (Observed.Yes, null);
            if (portion.Count == 0) _portions.Remove(portion);
        }
        else
        {
            _portions.Remove(portion);
            _lastAlert = answer.Flight?.Alert?.Description;
            EndedByClose |= answer.IsClosed;
            var why = answer.Hello is { } other ? $"it answers with {other.Version.Word()}" : answer.Refusal;
            if (Spoken is not Observed.Yes) (Spoken, _why) = (Observed.No, why);
        }
    }

    private async ValueTask<SuiteFacts?> ChoiceAsync(List<SuiteFacts> suites, CancellationToken cancellationToken)
    {
        var answer = await AskAsync([.. suites.Select(static suite => suite.Code)], cancellationToken);
        return suites.Find(suite => suite.Code == answer.Hello?.CipherSuite);
    }

    private async ValueTask<HelloAnswer> AskAsync(IReadOnlyList<int> suites, CancellationToken cancellationToken)
    {
        var answer = await caller.CallAsync(HelloOffers.Of(version, suites, caller.Target.ServerName), cancellationToken);
        notes.Note(answer);
        return answer;
    }
}
