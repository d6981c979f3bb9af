using System.Net.Sockets;
using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>A6: whether mail can be brought over IPv6.</summary>
internal sealed class Ipv6Check : ICheck
{
    public static readonly FindingKind Missing = new("A6", Severity.Info, "No mail host has an IPv6 address")
    {
        Own = Severity.Warning,
        Meaning = "Senders that only have IPv6 cannot bring mail. They are rare; everybody else uses IPv4.",
        Remedy = "Nothing is broken. The domain's owner can give the mail hosts IPv6 addresses (AAAA records), with a PTR "
            + "record each.",
    };

    public static readonly FindingKind OutOfReach = new("A6-reach", Severity.Info, "This machine has no way to an address")
    {
        Meaning = "The network of the machine on which you run this check does not lead to addresses of that kind (usually "
            + "IPv6), so nothing can be said about them. The other side may be in order.",
        Remedy = "Run the check on a machine that has IPv6, best on the gateway itself.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Missing, OutOfReach];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        var addresses = survey.Addresses.ToList();
        if (survey.IsByMx && addresses.Count > 0
            && addresses.All(address => address.Address.AddressFamily is AddressFamily.InterNetwork))
            yield return new(Missing, survey.Domain);
        foreach (var address in addresses.Where(address => address.IsOutOfOurReach)) yield return new(OutOfReach, address.Peer);
    }
}
