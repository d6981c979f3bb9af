using System.Buffers;
using System.Net;
using DnsClient;
using DnsClient.Protocol;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Protocols.Smtp;
using Microsoft.Extensions.Logging;
using TlsaRecord = Gatepost.Protocols.Dane.TlsaRecord;

namespace Gatepost.Dns;

/// <summary>
/// Asks the DNS where mail goes. An answer has three parts that mail needs kept apart: the records, how the question ended
/// ("there is none" is not "nobody knows"), and whether the answer is proven.
/// </summary>
/// <remarks>
/// A name that is an address, and localhost, need no look-up: with a dead DNS, configured next hops still work.
/// </remarks>
internal sealed class DnsClientResolver : IResolver
{
    private const int Kept = 20_000;

    // Half an answer (A without AAAA) serves, but not for long.
    private static readonly TimeSpan HalfAnswerLife = TimeSpan.FromSeconds(30);

    private static readonly SearchValues<char> NeverInNames = SearchValues.Create("\\[]@:");

    private readonly DnsQuestioner _questioner;
    private readonly AnswerCache<MxRecord> _exchanges;
    private readonly AnswerCache<IPAddress> _addresses;
    private readonly AnswerCache<string> _names, _aliases, _texts;
    private readonly AnswerCache<TlsaRecord> _tlsa;

    public DnsClientResolver(
        IConfigSource configuration, TimeProvider time, DnsMetrics metrics, ILogger<DnsClientResolver> logger)
    {
        _questioner = new(new ResolverClients(configuration, time, logger), metrics, logger);
        (_exchanges, _addresses, _names) = (new(Kept, time), new(Kept, time), new(Kept, time));
        (_aliases, _tlsa, _texts) = (new(Kept, time), new(Kept, time), new(Kept, time));
    }

    /// <inheritdoc />
    public Task<DnsAnswer<MxRecord>> FindMxAsync(string domain, CancellationToken cancellationToken) => IsAskable(domain)
        ? _exchanges.GetAsync(domain, AskMxAsync, cancellationToken)
        : Task.FromResult(NoSuchName<MxRecord>(domain));

    /// <inheritdoc />
    public Task<DnsAnswer<IPAddress>> FindAddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (AddressLiteral.Find(host) is { } known)
            return Task.FromResult(new DnsAnswer<IPAddress>(DnsOutcome.Found, DnsSecurity.Secure, known, host));
        return IsAskable(host)
            ? _addresses.GetAsync(host, AskAddressesAsync, cancellationToken)
            : Task.FromResult(NoSuchName<IPAddress>(host));
    }

    /// <inheritdoc />
    public Task<DnsAnswer<string>> FindNamesAsync(IPAddress address, CancellationToken cancellationToken) =>
        _names.GetAsync(DomainName.Normalize(address.GetArpaName()), AskNamesAsync, cancellationToken);

    /// <inheritdoc />
    public Task<DnsAnswer<TlsaRecord>> FindTlsaAsync(string name, CancellationToken cancellationToken) => IsAskable(name)
        ? _tlsa.GetAsync(name, AskTlsaAsync, cancellationToken)
        : Task.FromResult(NoSuchName<TlsaRecord>(name));

    /// <inheritdoc />
    public Task<DnsAnswer<string>> FindAliasAsync(string host, CancellationToken cancellationToken) => IsAskable(host)
        ? _aliases.GetAsync(host, AskAliasAsync, cancellationToken)
        : Task.FromResult(NoSuchName<string>(host));

    /// <inheritdoc />
    public Task<DnsAnswer<string>> FindTextAsync(string name, CancellationToken cancellationToken) => IsAskable(name)
        ? _texts.GetAsync(name, AskTextAsync, cancellationToken)
        : Task.FromResult(NoSuchName<string>(name));

    private async Task<TimedAnswer<string>> AskTextAsync(string name)
    {
        var reply = await _questioner.AskAsync(name, QueryType.TXT);
        return reply.To(record => string.Concat(((TxtRecord)record).Text));
    }

    private async Task<TimedAnswer<TlsaRecord>> AskTlsaAsync(string name)
    {
        var reply = await _questioner.AskAsync(name, QueryType.TLSA);
        return reply.To(record => Read((DnsClient.Protocol.TlsaRecord)record));

        static TlsaRecord Read(DnsClient.Protocol.TlsaRecord record) => TlsaRecord.Read(
        [
            (byte)record.CertificateUsage, (byte)record.Selector, (byte)record.MatchingType, .. record.CertificateAssociationData,
        ]);
    }

    private async Task<TimedAnswer<string>> AskAliasAsync(string host)
    {
        var reply = await _questioner.AskAsync(host, QueryType.CNAME);
        return reply.To(record => DomainName.Normalize(((CNameRecord)record).CanonicalName.Value));
    }

    private async Task<TimedAnswer<MxRecord>> AskMxAsync(string domain)
    {
        var reply = await _questioner.AskAsync(domain, QueryType.MX);
        return reply.To(record => Read((DnsClient.Protocol.MxRecord)record));

        static MxRecord Read(DnsClient.Protocol.MxRecord record) =>
            new(record.Preference, DomainName.Normalize(record.Exchange.Value));
    }

    private async Task<TimedAnswer<string>> AskNamesAsync(string arpa)
    {
        var reply = await _questioner.AskAsync(arpa, QueryType.PTR);
        return reply.To(record => DomainName.Normalize(((PtrRecord)record).PtrDomainName.Value));
    }

    private async Task<TimedAnswer<IPAddress>> AskAddressesAsync(string host)
    {
        var replies = await Task.WhenAll(_questioner.AskAsync(host, QueryType.AAAA), _questioner.AskAsync(host, QueryType.A));
        DnsReply[] found = [.. replies.Where(r => r.Outcome is DnsOutcome.Found)];
        if (found.Length == 0) return Worst(replies).To<IPAddress>(_ => IPAddress.None);
        var security = found.All(r => r.Security is DnsSecurity.Secure) ? DnsSecurity.Secure : DnsSecurity.Insecure;
        IPAddress[] addresses = [.. found.SelectMany(r => r.Records).Cast<AddressRecord>().Select(r => r.Address)];
        var life = replies.Any(r => r.IsError) ? HalfAnswerLife : replies.Min(r => r.TimeToLive);
        return new(new(DnsOutcome.Found, security, addresses, found[0].CanonicalName), life);
    }

    // An error in either half leaves the question open; a name exists where either half says so.
    private static DnsReply Worst(DnsReply[] replies) =>
        replies.FirstOrDefault(r => r.IsError) ?? replies.FirstOrDefault(r => r.Outcome is DnsOutcome.NoData) ?? replies[0];

    // RFC 1035 §2.3.4: labels of 1 to 63 octets, names of at most 253 as they are written: others cannot be asked for.
    private static bool IsAskable(string name) => name.Length is > 0 and <= 253
        && name.Split('.').All(label => label.Length is > 0 and <= 63)
        && !name.AsSpan().ContainsAny(NeverInNames) && !name.AsSpan().ContainsAnyExceptInRange('!', '~');

    private static DnsAnswer<T> NoSuchName<T>(string name) => new(DnsOutcome.NxDomain, DnsSecurity.Insecure, [], name);
}
