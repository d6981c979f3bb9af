using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Routing;

/// <summary>Why a domain has no host to try, in the words that senders and operators read (codes of RFC 3463).</summary>
internal static class RouteReplies
{
    // RFC 7505 §4.1: a message to a domain that accepts no mail is returned at once.
    public static RouteProblem NullMx(string domain) =>
        Failed(556, new(5, 1, 10), $"the domain {domain} accepts no mail: it says so itself, by a null MX record");

    public static RouteProblem NoSuchDomain(string domain) => Failed(550, new(5, 1, 2), $"the domain {domain} does not exist");

    public static RouteProblem NoAddress(string domain) =>
        Failed(550, new(5, 1, 2), $"the domain {domain} has neither MX records nor an address: it takes no mail");

    public static RouteProblem NoUsableMx(string domain) =>
        Failed(550, new(5, 4, 4), $"none of the MX records of {domain} names a host that can be reached");

    public static RouteProblem LoopsBack(string domain) =>
        Failed(550, new(5, 4, 6), $"mail for {domain} would loop: its best MX host is this gateway, which has no next hop for the domain");

    public static RouteProblem BadLiteral(string domain) => Failed(550, new(5, 1, 2), $"{domain} is no address to which mail can be sent");

    public static RouteProblem DnsTrouble(string name, string what) => Deferred(
        new(4, 4, 3), $"the DNS gives no answer for {name} ({what}); this is tried again");

    public static RouteProblem NextHopUnknown(string host) => Deferred(
        new(4, 4, 4), $"the next hop {host} of our configuration has no address in the DNS; this is tried again");

    private static RouteProblem Failed(int code, EnhancedStatusCode status, string text) =>
        new(Disposition.Failed, new SmtpReply(code, status, text));

    private static RouteProblem Deferred(EnhancedStatusCode status, string text) =>
        new(Disposition.Deferred, new SmtpReply(451, status, text));
}
