using System.Net;
using System.Net.Sockets;
using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks;

/// <summary>A4, A5: whether what the MX records name are hosts to which mail can be given.</summary>
internal sealed class MxHostCheck : ICheck
{
    public static readonly FindingKind Alias = new("A4", Severity.Info, "An MX record names an alias")
    {
        Own = Severity.Warning,
        Meaning = "The name in the MX record is a CNAME, which leads on to another name. The standards forbid it (RFC 5321 "
            + "§5.1, RFC 2181 §10.3). Nearly all senders follow it, but they do not agree under which of the two names "
            + "the certificate has to be.",
        Remedy = "The domain's owner writes the name at the end of the alias into the MX record.",
    };

    public static readonly FindingKind Dangling = new("A5", Severity.Fail, "An MX record names a host without an address")
    {
        Meaning = "The host that should take mail has no address in the DNS. If it is the only one, mail comes back; if its "
            + "domain has expired, whoever registers it gets the mail.",
        Remedy = "The domain's owner corrects the name, gives it an address, or removes the MX record.",
    };

    public static readonly FindingKind Unanswered = new("A5-dns", Severity.Fail, "The address of an MX host cannot be looked up")
    {
        Meaning = "The name servers of the host's domain do not answer, or answer with an error. Mail can not use this host "
            + "until they do.",
        Remedy = "Whoever runs the zone of the host mends its name servers. If other names fail too, look at your own "
            + "resolver.",
    };

    public static readonly FindingKind NoName = new("A5-name", Severity.Fail, "An MX record names something that is no host name")
    {
        Meaning = "The record holds an address, or the name localhost, where the name of a host belongs. Senders pass it "
            + "over.",
        Remedy = "The domain's owner gives the mail server a name with an address record, and writes that name into the MX "
            + "record.",
    };

    public static readonly FindingKind Private =
        new("A5-private", Severity.Fail, "An MX host has an address of a private network")
        {
            Meaning = "The address (10.x, 172.16.x, 192.168.x, 127.x, fd00:: and the like) is used inside networks only. From "
                + "outside nobody can reach it, and inside it may lead to a machine that has nothing to do with the domain.",
            Remedy = "The domain's owner publishes the public address, or removes the record from the public DNS.",
        };

    public IReadOnlyList<FindingKind> Kinds => [Alias, Dangling, Unanswered, NoName, Private];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var (record, addresses) in survey.Named)
        {
            var host = PeerText.Escape(record.Host, 100);
            if (record.Host.Length == 0) continue;
            if (addresses is null) yield return new(NoName, survey.Domain, $"MX {record.Preference} {host}");
            else if (addresses.Outcome is DnsOutcome.Bogus) continue; // told with the signatures
            else if (addresses.IsError) yield return new(Unanswered, host, addresses.Describe());
            else if (addresses.Outcome is not DnsOutcome.Found)
                yield return new(Dangling, host,
                    addresses.Outcome is DnsOutcome.NxDomain ? "the name does not exist" : "the name has no address");
            else if (addresses.CanonicalName != record.Host)
                yield return new(Alias, host, $"it leads to {PeerText.Escape(addresses.CanonicalName, 100)}");
        }

        // Where it answers, it is an inside view of the DNS that works.
        foreach (var address in survey.Addresses.Where(address => address.Call.Greeting is null && survey.IsByMx))
            if (IsPrivate(address.Address.Address)) yield return new(Private, address.Peer);
    }

    /// <summary>Whether nobody outside can reach an address.</summary>
    public static bool IsPrivate(IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6
        ? address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal || address.IsIPv6SiteLocal || IPAddress.IsLoopback(address)
        : address.GetAddressBytes() is [10 or 127, ..] or [192, 168, ..] or [172, >= 16 and <= 31, ..] or [169, 254, ..]
            or [100, >= 64 and <= 127, ..];
}
