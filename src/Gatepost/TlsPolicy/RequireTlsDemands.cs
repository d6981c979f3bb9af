using System.Net;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;

namespace Gatepost.TlsPolicy;

/// <summary>
/// REQUIRETLS (RFC 8689): the sender would rather have the message back than have it go unprotected on any leg. Unlike DANE and
/// MTA-STS it is the message that asks, so it is asked of every destination, and what cannot do it is told at once.
/// </summary>
/// <remarks>
/// Of each host (§4.2.1):
///   (a) that its name is not forged: by a proven MX answer, by MTA-STS, or by our own configuration;
///   (b) that its certificate is valid for its name, or fits its TLSA records;
///   (c) that it offers REQUIRETLS, and so goes on in the same way. Our own server may be the last stop, which need not.
/// What the other sources found is known by then, since it is asked after them.
/// </remarks>
internal static class RequireTlsDemands
{
    /// <summary>What follows for the hosts, and why; null: the message asks for nothing.</summary>
    public static (HostDemands Hosts, Evidence Evidence)? Of(TlsQuestion question, TlsRequirement requirement, HostDemands found)
    {
        if (!question.Message.Envelope.RequireTls) return null;
        var terms = TermsOf(question, requirement);
        var hosts = HostDemands.Of(question.Route.Hosts.Select(
            host => (host.Name, Demand(question.Route, requirement, host, (terms, found.For(host.Name))))));
        return (hosts, new Evidence("requiretls", Words(terms)));
    }

    private static RequireTlsTerms TermsOf(TlsQuestion question, TlsRequirement requirement)
    {
        // RFC 8689 §5: a notice "SHOULD NOT" be discarded for want of REQUIRETLS.
        if (question.Message.Envelope.ReversePath is null) return RequireTlsTerms.Notice;
        if (question.Route.Direction is MailDirection.Out) return RequireTlsTerms.Onward;
        return question.Config.FindDomain(question.Route.Domain)?.RequireTls switch
        {
            RequireTlsHop.Final => RequireTlsTerms.Final,
            RequireTlsHop.Relay => RequireTlsTerms.Onward,
            _ when requirement.Level.MustMatch() || question.Route.Hosts.All(IsHere) => RequireTlsTerms.Final,
            _ => RequireTlsTerms.Onward,
        };
    }

    private static HostDemand Demand(
        Route route, TlsRequirement requirement, MxHost host, (RequireTlsTerms Terms, HostDemand Found) known)
    {
        var (terms, found) = known;
        // What goes to this machine itself crosses no network.
        if (terms is not RequireTlsTerms.Onward && IsHere(host)) return new() { RequireTls = terms };
        if (requirement.Level is TlsLevel.None) return Refused(Replies.RequireTlsSwitchedOff(host.Name), TlsReason.SwitchedOff);
        if (terms is RequireTlsTerms.Notice) return new() { RequireTls = terms, MustEncrypt = true };
        if (!IsNameProven(route, requirement, found))                                                             // (a)
            return Refused(
                found.IsStsUnknown ? Replies.RequireTlsNotKnown(host.Name) : Replies.RequireTlsUnproven(host.Name, route.Domain),
                TlsReason.Other);
        var isAuthenticated = requirement.Level.MustMatch() || found.Dane is { Level: TlsLevel.DaneOnly };
        return new() { RequireTls = terms, MustEncrypt = true, MustVerifyName = !isAuthenticated };               // (b)
    }

    private static bool IsNameProven(Route route, TlsRequirement requirement, HostDemand found) =>
        route.Kind is NextHopKind.Configured || route.MxSecurity is DnsSecurity.Secure || found.IsVouchedBySts
        // These prove the partner whatever host the DNS names.
        || requirement.Level is TlsLevel.Fingerprint or TlsLevel.Secure;

    private static bool IsHere(MxHost host) => host.Addresses.Count > 0 && host.Addresses.All(IPAddress.IsLoopback);

    private static HostDemand Refused(SmtpReply reply, TlsReason reason) => new() { Refusal = reply, RefusalReason = reason };

    private static string Words(RequireTlsTerms terms) => "the message asks for TLS all the way (REQUIRETLS)" + terms switch
    {
        RequireTlsTerms.Notice => ", as the one that this notice is about did: TLS here, and REQUIRETLS where it is offered",
        RequireTlsTerms.Final => ", and our own server is the last stop",
        _ => ": a name that is not forged, a valid certificate, and a host that offers REQUIRETLS",
    };
}
