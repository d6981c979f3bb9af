using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Routing;

/// <summary>Why a domain has no host to try, in the words that senders and operators read (codes of RFC 3463).</summary>
internal static class RouteReplies
{
    // RFC 7505 §4.1: a message to a domain that accepts no mail is returned at once.
    public static RouteProblem NullMx(string domain) => Failed(Replies.NullMx(domain));

    public static RouteProblem NoSuchDomain(string domain) => Failed(Replies.NoSuchDomain(domain));

    public static RouteProblem NoAddress(string domain) => Failed(Replies.NoMailHost(domain));

    public static RouteProblem LoopsBack(string domain) => Failed(Replies.LoopsToUs(domain));

    public static RouteProblem NoUsableMx(string domain) =>
        Failed(new(550, new(5, 4, 4), $"None of the MX records of {domain} names a host that has an address"));

    public static RouteProblem BadLiteral(string domain) =>
        Failed(new(550, new(5, 1, 2), $"{domain} is no address to which mail can be sent"));

    public static RouteProblem DnsTrouble(string name, string why) => Deferred(Replies.DnsFailed(name, why));

    public static RouteProblem NextHopUnknown(string host) =>
        Deferred(new(451, new(4, 4, 4), $"The next hop {host} of our configuration has no address in the DNS"));

    private static RouteProblem Failed(SmtpReply reply) => new(Disposition.Failed, reply);

    private static RouteProblem Deferred(SmtpReply reply) => new(Disposition.Deferred, reply);
}
