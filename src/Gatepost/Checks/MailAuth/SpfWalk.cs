using System.Net;
using Gatepost.Dns;
using Gatepost.Protocols.MailAuth;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.MailAuth;

/// <summary>
/// Goes through a record of SPF and all that it leads to. With an address it is the evaluation that a receiver makes (RFC 7208
/// §4); without one it goes on to the end, as for an address that nothing fits, and so finds what the record costs at most and
/// all that is broken in it.
/// </summary>
/// <param name="resolver">Whom to ask.</param>
/// <param name="client">The address that sends; null: none, walk through all of it.</param>
/// <param name="greeting">The name that we say in EHLO.</param>
internal sealed class SpfWalk(IResolver resolver, IPAddress? client, string greeting)
{
    /// <summary>RFC 7208 §4.6.4: terms that ask the DNS, look-ups that find nothing, hosts of one term.</summary>
    public const int MostLookUps = 10, MostVoids = 2, MostHosts = 10;

    // Enough to show how far a record is over the limit.
    private const int MostFollowed = 40, ShownTerm = 100;

    private readonly HashSet<string> _open = [];
    private readonly List<SpfProblem> _problems = [];
    private readonly List<string> _terms = [], _voids = [];
    private string _sender = "";

    /// <summary>The terms that asked the DNS, each with the domain in whose record it stands.</summary>
    public IReadOnlyList<string> LookUps => _terms;

    /// <summary>Those that found nothing.</summary>
    public IReadOnlyList<string> Voids => _voids;

    /// <summary>What came in the way.</summary>
    public IReadOnlyList<SpfProblem> Problems => _problems;

    /// <summary>What is said at the end of whoever nothing else fits; null: nothing.</summary>
    public SpfQualifier? Ending { get; private set; }

    /// <summary>It was followed no further.</summary>
    public bool IsCut => client is null && _terms.Count >= MostFollowed;

    /// <summary>Goes.</summary>
    public async Task<SpfResult> RunAsync(string domain, SpfRecord record, CancellationToken cancellationToken)
    {
        _sender = domain;
        if (record.State is TxtRecordState.Absent) return SpfResult.None;
        return record.State is TxtRecordState.Valid
            ? await FollowAsync(domain, record, true, cancellationToken)
            : SpfResult.PermError;
    }

    private bool IsOver => IsCut || (client is not null && (_terms.Count > MostLookUps || _voids.Count > MostVoids));

    private async Task<SpfResult> FollowAsync(
        string domain, SpfRecord record, bool isMain, CancellationToken cancellationToken)
    {
        if (isMain) Ending = record.Default;
        if (!_open.Add(domain)) return Trouble(SpfProblemKind.Circle, $"{domain} leads back to itself");
        var (result, isDecided) = (SpfResult.Neutral, false);
        foreach (var directive in record.Directives)
        {
            if (directive.AsksDns) _terms.Add($"{Shown(directive.Text)} ({domain})");
            if (IsOver) return SpfResult.PermError;
            var match = await MatchAsync(directive, domain, cancellationToken);
            if (client is not null && match is SpfResult.TempError or SpfResult.PermError) return match;
            isDecided = match is SpfResult.Pass;
            result = isDecided ? ResultOf(directive.Qualifier) : result;
            if (isDecided || directive.Mechanism is SpfMechanism.All) break;
        }

        if (!isDecided && record.Redirect is { } redirect)
        {
            _terms.Add($"redirect={Shown(redirect)} ({domain})");
            if (IsOver) return SpfResult.PermError;
            result = await RedirectAsync(redirect, domain, isMain, cancellationToken);
        }

        _open.Remove(domain);
        return result;
    }

    // RFC 7208 §6.1: where there is no record, "permerror".
    private async Task<SpfResult> RedirectAsync(
        string redirect, string domain, bool isMain, CancellationToken cancellationToken)
    {
        if (Name(redirect, domain) is not { } target) return SpfResult.Neutral;
        var (record, error) = await RecordAsync(target, $"redirect={redirect}", cancellationToken);
        return record is null ? error : await FollowAsync(target, record, isMain, cancellationToken);
    }

    /// <returns>Pass: it fits. TempError and PermError: nobody can tell. Else it does not.</returns>
    private Task<SpfResult> MatchAsync(SpfDirective directive, string domain, CancellationToken cancellationToken)
    {
        var name = directive.Domain is { } text ? Name(text, domain) : domain;
        return directive.Mechanism switch
        {
            SpfMechanism.All => Task.FromResult(client is null ? SpfResult.Neutral : SpfResult.Pass),
            SpfMechanism.Ip4 or SpfMechanism.Ip6 => Task.FromResult(
                Fits(client is not null && directive.Covers(directive.Address!, client))),
            _ when name is null => Task.FromResult(SpfResult.Neutral), // another name for each sender
            SpfMechanism.Include => IncludeAsync(directive, name, cancellationToken),
            SpfMechanism.A => AddressAsync(directive, name, cancellationToken),
            SpfMechanism.Mx => ExchangeAsync(directive, name, cancellationToken),
            SpfMechanism.Exists => ExistsAsync(directive, name, cancellationToken),
            _ => ReverseAsync(name, cancellationToken),
        };
    }

    // RFC 7208 §5.2: only "pass" is a match; errors and a missing record are errors.
    private async Task<SpfResult> IncludeAsync(SpfDirective directive, string name, CancellationToken cancellationToken)
    {
        var (record, error) = await RecordAsync(name, directive.Text, cancellationToken);
        return record is null ? error : await FollowAsync(name, record, false, cancellationToken);
    }

    private async Task<SpfResult> AddressAsync(SpfDirective directive, string name, CancellationToken cancellationToken)
    {
        var answer = await resolver.FindAddressesAsync(name, cancellationToken);
        return Note(answer.Outcome, directive.Text, name) ?? Fits(Covers(directive, answer.Records));
    }

    private async Task<SpfResult> ExchangeAsync(SpfDirective directive, string name, CancellationToken cancellationToken)
    {
        var answer = await resolver.FindMxAsync(name, cancellationToken);
        if (Note(answer.Outcome, directive.Text, name) is { } error) return error;
        if (answer.Records.Count > MostHosts)
            return Trouble(SpfProblemKind.TooManyHosts, $"{Shown(directive.Text)}: {name} has {answer.Records.Count} mail hosts");
        foreach (var record in answer.Records.Where(record => client is not null && record.Host.Length > 0))
        {
            var addresses = await resolver.FindAddressesAsync(record.Host, cancellationToken);
            if (addresses.IsError) return SpfResult.TempError;
            if (Covers(directive, addresses.Records)) return SpfResult.Pass;
        }

        return SpfResult.Neutral;
    }

    private async Task<SpfResult> ExistsAsync(SpfDirective directive, string name, CancellationToken cancellationToken)
    {
        var answer = await resolver.FindAddressesAsync(name, cancellationToken);
        return Note(answer.Outcome, directive.Text, name) ?? Fits(client is not null && answer.Outcome is DnsOutcome.Found);
    }

    // RFC 7208 §5.5.
    private async Task<SpfResult> ReverseAsync(string name, CancellationToken cancellationToken)
    {
        if (client is null) return SpfResult.Neutral;
        var names = await resolver.FindNamesAsync(client, cancellationToken);
        foreach (var candidate in names.Records.Take(MostHosts))
        {
            if (candidate != name && !candidate.EndsWith("." + name, StringComparison.Ordinal)) continue;
            var addresses = await resolver.FindAddressesAsync(candidate, cancellationToken);
            if (addresses.Records.Contains(client)) return SpfResult.Pass;
        }

        return SpfResult.Neutral;
    }

    private async Task<(SpfRecord? Record, SpfResult Error)> RecordAsync(
        string name, string term, CancellationToken cancellationToken)
    {
        var answer = await resolver.FindTextAsync(name, cancellationToken);
        if (Note(answer.Outcome, term, name) is SpfResult.TempError) return (null, SpfResult.TempError);
        var record = SpfRecord.Read(answer.Records);
        if (record.State is TxtRecordState.Valid) return (record, SpfResult.Neutral);
        var why = record switch
        {
            { State: TxtRecordState.Absent } => "has no SPF record",
            { Wrong.Length: > 0 } => $"has a record that cannot be read: {PeerText.Quote(record.Wrong, ShownTerm)}",
            _ => "has a record that cannot be read",
        };
        return (null, Trouble(SpfProblemKind.BrokenInclude, $"{Shown(term)}: {name} {why}"));
    }

    private SpfResult? Note(DnsOutcome outcome, string term, string name)
    {
        if (outcome.IsError())
        {
            _problems.Add(new(SpfProblemKind.Dns, $"{Shown(term)}: {name}: {outcome.Word()}"));
            return SpfResult.TempError;
        }

        if (outcome is DnsOutcome.Found) return null;
        // RFC 7208 §4.6.4: "void lookups".
        _voids.Add($"{Shown(term)} ({name})");
        return client is not null && _voids.Count > MostVoids ? SpfResult.PermError : SpfResult.Neutral;
    }

    private SpfResult Trouble(SpfProblemKind kind, string words)
    {
        _problems.Add(new(kind, words));
        return SpfResult.PermError;
    }

    private string? Name(string text, string domain)
    {
        if (client is null && SpfMacro.IsIn(text)) return null;
        var name = SpfMacro.Expand(text, new(client ?? IPAddress.None, "postmaster", _sender, domain, greeting));
        return name.Length > 0 ? name : null;
    }

    private bool Covers(SpfDirective directive, IReadOnlyList<IPAddress> addresses) =>
        client is not null && addresses.Any(address => directive.Covers(address, client));

    private static SpfResult Fits(bool fits) => fits ? SpfResult.Pass : SpfResult.Neutral;

    private static SpfResult ResultOf(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Pass => SpfResult.Pass,
        SpfQualifier.Fail => SpfResult.Fail,
        SpfQualifier.SoftFail => SpfResult.SoftFail,
        _ => SpfResult.Neutral,
    };

    private static string Shown(string term) => PeerText.Escape(term, ShownTerm);
}
