using System.Buffers;
using System.Net;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Protocols.Caa;
using Gatepost.Protocols.Dane;
using Gatepost.Protocols.Dns;
using Microsoft.Extensions.Logging;

namespace Gatepost.Dns;

/// <summary>
/// Asks the DNS where mail goes. An answer has three parts that mail needs kept apart: the records, how the question ended
/// ("there is none" is not "nobody knows"), and whether the answer is proven.
/// </summary>
/// <remarks>
/// It is a security-aware stub (RFC 4033 §2): a resolver does the work and the validating, and <see cref="DnssecWatch"/> makes
/// sure that it does. A name that is an address, and localhost, need no look-up: with a dead DNS, configured next hops still
/// work.
/// </remarks>
internal sealed class StubResolver : IResolver
{
    private const int Kept = 20_000;

    // Half an answer (A without AAAA) serves, but not for long.
    private static readonly TimeSpan HalfAnswerLife = TimeSpan.FromSeconds(30);

    private static readonly SearchValues<char> NeverInNames = SearchValues.Create("\\[]@:");

    private readonly DnssecWatch _watch;
    private readonly DnsQuestioner _questioner;
    private readonly AnswerCache<MxRecord> _exchanges;
    private readonly AnswerCache<IPAddress> _addresses;
    private readonly AnswerCache<string> _names, _texts, _aliases;
    private readonly AnswerCache<TlsaRecord> _tlsa;
    private readonly AnswerCache<SrvRecord> _services;
    private readonly AnswerCache<CaaRecord> _caa;

    public StubResolver(IConfigSource configuration, TimeProvider time, DnsMetrics metrics, ILogger<StubResolver> logger)
        : this(configuration, SystemResolvers.Find, time, metrics, logger)
    {
    }

    public StubResolver(
        IConfigSource configuration, Func<IReadOnlyList<IPEndPoint>> system, TimeProvider time, DnsMetrics metrics,
        ILogger<StubResolver> logger)
    {
        (_exchanges, _addresses, _tlsa) = (new(Kept, time), new(Kept, time), new(Kept, time));
        (_services, _caa) = (new(Kept, time), new(Kept, time));
        (_names, _texts, _aliases) = (new(Kept, time), new(Kept, time), new(Kept, time));
        var transport = new DnsTransport(time);
        _watch = new(new Resolvers(configuration, system, time, logger), new DnssecProbe(transport), time, logger)
        {
            Changed = Forget,
        };
        _questioner = new(configuration, transport, _watch, metrics, logger);
        metrics.Observe(() => _watch.Trust.State is DnssecState.Validates);
    }

    /// <inheritdoc />
    public DnssecTrust Trust => _watch.Trust;

    /// <summary>Keeps the trust in resolvers up to date until it is stopped.</summary>
    public Task WatchAsync(CancellationToken cancellationToken) => _watch.RunAsync(cancellationToken);

    /// <summary>One round of that.</summary>
    public Task ProbeAsync() => _watch.ProbeAsync();

    /// <inheritdoc />
    public Task<DnsAnswer<MxRecord>> FindMxAsync(string domain, CancellationToken cancellationToken) =>
        FindAsync(_exchanges, domain, AskMxAsync, cancellationToken);

    /// <inheritdoc />
    public Task<DnsAnswer<IPAddress>> FindAddressesAsync(string host, CancellationToken cancellationToken) =>
        AddressLiteral.Find(host) is { } known
            ? Task.FromResult(new DnsAnswer<IPAddress>(DnsOutcome.Found, DnsSecurity.Secure, known, host))
            : FindAsync(_addresses, host, AskAddressesAsync, cancellationToken);

    /// <inheritdoc />
    public Task<DnsAnswer<string>> FindNamesAsync(IPAddress address, CancellationToken cancellationToken) =>
        FindAsync(_names, ReverseName.Of(address), AskNamesAsync, cancellationToken);

    /// <inheritdoc />
    public Task<DnsAnswer<TlsaRecord>> FindTlsaAsync(string name, CancellationToken cancellationToken) =>
        FindAsync(_tlsa, name, AskTlsaAsync, cancellationToken);

    /// <inheritdoc />
    public Task<DnsAnswer<CaaRecord>> FindCaaAsync(string name, CancellationToken cancellationToken) =>
        FindAsync(_caa, name, AskCaaAsync, cancellationToken);

    /// <inheritdoc />
    public Task<DnsAnswer<string>> FindTextAsync(string name, CancellationToken cancellationToken) =>
        FindAsync(_texts, name, AskTextAsync, cancellationToken);

    /// <inheritdoc />
    public Task<DnsAnswer<SrvRecord>> FindServicesAsync(string name, CancellationToken cancellationToken) =>
        FindAsync(_services, name, AskServicesAsync, cancellationToken);

    /// <inheritdoc />
    public Task<DnsAnswer<string>> FindAliasAsync(string host, CancellationToken cancellationToken) =>
        FindAsync(_aliases, host, AskAliasAsync, cancellationToken);

    private static Task<DnsAnswer<T>> FindAsync<T>(
        AnswerCache<T> cache, string name, Func<string, Task<DnsAnswer<T>>> ask, CancellationToken cancellationToken) =>
        IsAskable(name)
            ? cache.GetAsync(name, ask, cancellationToken)
            : Task.FromResult(new DnsAnswer<T>(DnsOutcome.NxDomain, DnsSecurity.Insecure, [], name));

    private async Task<DnsAnswer<MxRecord>> AskMxAsync(string domain) =>
        (await _questioner.AskAsync(domain, DnsType.Mx)).To(static record => new MxRecord(record.Preference, record.Target));

    private async Task<DnsAnswer<string>> AskNamesAsync(string arpa) =>
        (await _questioner.AskAsync(arpa, DnsType.ReverseName)).To(static record => record.Target);

    private async Task<DnsAnswer<string>> AskTextAsync(string name) =>
        (await _questioner.AskAsync(name, DnsType.Txt)).To(static record => record.Text);

    private async Task<DnsAnswer<SrvRecord>> AskServicesAsync(string name) =>
        (await _questioner.AskAsync(name, DnsType.Service)).To(static record =>
        {
            var (priority, weight, port) = record.Service;
            return new SrvRecord(priority, weight, port, record.Target);
        });

    private async Task<DnsAnswer<CaaRecord>> AskCaaAsync(string name) =>
        (await _questioner.AskAsync(name, DnsType.Caa)).To(static record => CaaRecord.Read(record.Data.Span));

    private async Task<DnsAnswer<string>> AskAliasAsync(string name) =>
        (await _questioner.AskAsync(name, DnsType.Cname)).To(static record => record.Target);

    private async Task<DnsAnswer<TlsaRecord>> AskTlsaAsync(string name)
    {
        var reply = await _questioner.AskAsync(name, DnsType.Tlsa);
        // RFC 7672 §2.1.2: whoever does not know whether a record is proven does not know that there is none.
        if (!reply.IsError && reply.Security is DnsSecurity.Indeterminate)
            reply = DnsReply.Error(DnsOutcome.ServFail, reply.CanonicalName, _watch.Trust.Words);
        return reply.To(static record => TlsaRecord.Read(record.Data.Span));
    }

    private async Task<DnsAnswer<IPAddress>> AskAddressesAsync(string host)
    {
        var replies = await Task.WhenAll(_questioner.AskAsync(host, DnsType.Aaaa), _questioner.AskAsync(host, DnsType.A));
        DnsReply[] found = [.. replies.Where(r => r.Outcome is DnsOutcome.Found)];
        if (found.Length == 0) return Worst(replies).To<IPAddress>(static _ => IPAddress.None);
        var life = replies.Any(r => r.IsError) ? HalfAnswerLife : replies.Min(r => r.TimeToLive);
        IPAddress[] addresses = [.. found.SelectMany(r => r.Records).Select(record => record.Address)];
        return new(DnsOutcome.Found, Weakest(found), addresses, found[0].CanonicalName) { TimeToLive = life };
    }

    // An error in either half leaves the question open; a name exists where either half says so.
    private static DnsReply Worst(DnsReply[] replies) =>
        replies.FirstOrDefault(r => r.IsError) ?? replies.FirstOrDefault(r => r.Outcome is DnsOutcome.NoData) ?? replies[0];

    private static DnsSecurity Weakest(DnsReply[] replies) =>
        replies.Any(r => r.Security is DnsSecurity.Indeterminate) ? DnsSecurity.Indeterminate
        : replies.All(r => r.Security is DnsSecurity.Secure) ? DnsSecurity.Secure
        : DnsSecurity.Insecure;

    // RFC 1035 §2.3.4: labels of 1 to 63 octets, names of at most 253 as they are written: others cannot be asked for.
    private static bool IsAskable(string name) => name.Length is > 0 and <= 253
        && name.Split('.').All(label => label.Length is > 0 and <= 63)
        && !name.AsSpan().ContainsAny(NeverInNames) && !name.AsSpan().ContainsAnyExceptInRange('!', '~');

    private void Forget()
    {
        _exchanges.Clear();
        _addresses.Clear();
        _tlsa.Clear();
        _services.Clear();
        _names.Clear();
        _texts.Clear();
        _aliases.Clear();
        _caa.Clear();
    }
}
