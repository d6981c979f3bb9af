using Gatepost.Configuration;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

/// <summary>
/// Whether mail from a partner comes as it was agreed. RFC 3207 §4 forbids to demand TLS of everybody on the internet's port;
/// of those who agreed to it, it may be demanded.
/// </summary>
/// <remarks>
/// A partner is known by the certificate that the client shows, by the client's address, or by the domain of the reverse-path:
/// the last is written by whoever sends, so it can only raise what is asked, and proves nothing.
/// </remarks>
internal static class PartnerRules
{
    /// <summary>The partners whose mail this may be.</summary>
    public static IEnumerable<PartnerFinding> Judge(ClientFacts client, Mailbox? sender, DateTimeOffset now)
    {
        if (client.Listener.Role is not ListenerRole.Mx) yield break;
        var byDomain = sender is { IsAddressLiteral: false } ? client.Config.FindSendingPartner(sender.DomainKey) : null;
        foreach (var partner in client.Config.Partners)
        {
            if (!partner.CoversIn) continue;
            var knownBy = client.Partners.Contains(partner.Name) ? "its certificate"
                : partner.IsAt(client.Address) ? "its address"
                : ReferenceEquals(partner, byDomain) ? "the sender's domain" : null;
            if (knownBy is null) continue;
            yield return new(partner, knownBy, LackOf(client, partner))
            {
                IsEnforced = partner.IsEnforced(now),
                Problem = client.Tls.Problem,
            };
        }
    }

    private static PartnerLack LackOf(ClientFacts client, PartnerConfig partner) => partner.Inbound.Demand switch
    {
        InboundDemand.None => PartnerLack.Nothing,
        _ when !client.Tls.IsEncrypted => PartnerLack.Tls,
        InboundDemand.Certificate when !client.Partners.Contains(partner.Name) => PartnerLack.Certificate,
        _ => PartnerLack.Nothing,
    };
}
