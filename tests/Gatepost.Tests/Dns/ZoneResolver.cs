using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Gatepost.Dns;
using Gatepost.Protocols.Caa;
using Gatepost.Protocols.Dane;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Dns;

/// <summary>
/// Zones in memory, written as text, with a status per record. A name without any line does not exist.
/// </summary>
/// <example>
/// <code>
/// example.org       MX    10 mx.example.org    secure
/// mx.example.org    A     192.0.2.1
/// mx.example.org    AAAA  2001:db8::1
/// alias.example     CNAME mx.example.org
/// broken.example    MX    servfail             (or timeout, bogus; "ANY timeout" for all types)
/// unsaid.example    A     192.0.2.2            indeterminate
/// empty.example     ANY   nodata
/// slow.example      A     192.0.2.3            ttl=86400
/// 192.0.2.1         PTR   mx.example.org
/// _imaps._tcp.example.org SRV 0 1 993 mail.example.org
/// </code>
/// </example>
internal sealed class ZoneResolver : IResolver
{
    private const int MaxAliases = 8;
    private volatile ZoneRecord[] _records;

    public ZoneResolver(string zones = "") => _records = Parse(zones);

    /// <summary>What was asked, in order: <c>example.org MX</c>.</summary>
    public ConcurrentQueue<string> Questions { get; } = new();

    /// <summary>What is said of our resolvers; by default they validate.</summary>
    public DnssecTrust Trust { get; set; } = new(DnssecState.Validates, "zones in memory validate", DateTimeOffset.UnixEpoch);

    /// <summary>All records from now on.</summary>
    public void Replace(string zones) => _records = Parse(zones);

    public IReadOnlyList<ZoneRecord> Records => _records;

    public Task<DnsAnswer<MxRecord>> FindMxAsync(string domain, CancellationToken cancellationToken) => Task.FromResult(Ask(domain, "MX", ReadMx));

    public Task<DnsAnswer<IPAddress>> FindAddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (AddressLiteral.Find(host) is { } known)
            return Task.FromResult(new DnsAnswer<IPAddress>(DnsOutcome.Found, DnsSecurity.Secure, known, host));
        var six = Ask(host, "AAAA", r => IPAddress.Parse(r.Value));
        var four = Ask(host, "A", r => IPAddress.Parse(r.Value));
        DnsAnswer<IPAddress>[] both = [six, four];
        DnsAnswer<IPAddress>[] found = [.. both.Where(a => a.Outcome is DnsOutcome.Found)];
        if (found.Length == 0)
            return Task.FromResult(Array.Find(both, a => a.IsError) ?? Array.Find(both, a => a.Outcome is DnsOutcome.NoData) ?? six);
        var security = found.Aggregate(DnsSecurity.Secure, (least, answer) => Weaker(least, answer.Security));
        return Task.FromResult(new DnsAnswer<IPAddress>(DnsOutcome.Found, security, [.. found.SelectMany(a => a.Records)], found[0].CanonicalName));
    }

    public Task<DnsAnswer<string>> FindNamesAsync(IPAddress address, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(address.ToString(), "PTR", r => r.Value));

    public Task<DnsAnswer<string>> FindTextAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(name, "TXT", r => r.Value));

    public Task<DnsAnswer<SrvRecord>> FindServicesAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(name, "SRV", ReadService));

    public Task<DnsAnswer<TlsaRecord>> FindTlsaAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(name, "TLSA", r => ReadTlsa(r.Value)));

    public Task<DnsAnswer<CaaRecord>> FindCaaAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Ask(name, "CAA", r => ReadCaa(r.Value)));

    public Task<DnsAnswer<string>> FindAliasAsync(string host, CancellationToken cancellationToken)
    {
        Questions.Enqueue($"{host} CNAME");
        var record = Array.Find(_records, r => r.Name == host && r.Type == "CNAME");
        return Task.FromResult(record is null
            ? new DnsAnswer<string>(DnsOutcome.NoData, DnsSecurity.Insecure, [], host)
            : new DnsAnswer<string>(DnsOutcome.Found, record.Security, [record.Value], host));
    }

    private static CaaRecord ReadCaa(string text) => CaaRecord.TryParse(text, out var record) ? record : throw new FormatException(text);

    private static TlsaRecord ReadTlsa(string text) => TlsaRecord.TryParse(text, out var record) ? record : throw new FormatException(text);

    private DnsAnswer<T> Ask<T>(string name, string type, Func<ZoneRecord, T> read)
    {
        Questions.Enqueue($"{name} {type}");
        var security = DnsSecurity.Secure;
        for (var alias = 0; alias <= MaxAliases; alias++)
        {
            ZoneRecord[] here = [.. _records.Where(r => r.Name == name)];
            if (here.Length == 0) return new(DnsOutcome.NxDomain, security, [], name);
            if (Array.Find(here, r => r.Type == "CNAME") is { } cname)
            {
                security = Weaker(security, cname.Security);
                name = cname.Value;
                continue;
            }

            ZoneRecord[] records = [.. here.Where(r => r.Type == type || r.Type == "ANY")];
            if (records.Length == 0) return new(DnsOutcome.NoData, security, [], name);
            if (records[0].Outcome is not DnsOutcome.Found) return new(records[0].Outcome, DnsSecurity.Indeterminate, [], name);
            security = records.Aggregate(security, (least, record) => Weaker(least, record.Security));
            return new(DnsOutcome.Found, security, [.. records.Select(read)], name) { PublishedTimeToLive = records[0].TimeToLive };
        }

        return new(DnsOutcome.ServFail, DnsSecurity.Indeterminate, [], name);
    }

    private static DnsSecurity Weaker(DnsSecurity one, DnsSecurity other) =>
        one is DnsSecurity.Indeterminate || other is DnsSecurity.Indeterminate ? DnsSecurity.Indeterminate
        : one is DnsSecurity.Secure ? other : one;

    private static MxRecord ReadMx(ZoneRecord record)
    {
        var parts = record.Value.Split(' ');
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), DomainName.Normalize(parts[1]));
    }

    private static SrvRecord ReadService(ZoneRecord record)
    {
        var parts = record.Value.Split(' ');
        int Number(int i) => int.Parse(parts[i], CultureInfo.InvariantCulture);
        return new(Number(0), Number(1), Number(2), DomainName.Normalize(parts[3]));
    }

    private static ZoneRecord[] Parse(string zones) =>
        [.. zones.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(ParseLine)];

    private static ZoneRecord ParseLine(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var security = words.Remove("secure") ? DnsSecurity.Secure
            : words.Remove("indeterminate") ? DnsSecurity.Indeterminate : DnsSecurity.Insecure;
        var life = words.Find(static word => word.StartsWith("ttl=", StringComparison.Ordinal));
        if (life is not null) words.Remove(life);
        var outcome = words[2] switch
        {
            "servfail" => DnsOutcome.ServFail,
            "timeout" => DnsOutcome.Timeout,
            "bogus" => DnsOutcome.Bogus,
            "nodata" => DnsOutcome.NoData,
            _ => DnsOutcome.Found,
        };
        return new(DomainName.Normalize(words[0]), words[1], string.Join(' ', words.Skip(2)), security, outcome)
        {
            TimeToLive = life is null ? TimeSpan.FromHours(1) : TimeSpan.FromSeconds(int.Parse(life[4..], CultureInfo.InvariantCulture)),
        };
    }
}
