using Gatepost.Configuration;
using Gatepost.Messages;
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
                Problem = ProblemOf(client, partner),
            };
        }
    }

    /// <summary>
    /// What the connection proves of mail with this sender. A certificate is one partner's: mail in another partner's name that
    /// comes with it is encrypted, and no more.
    /// </summary>
    public static TlsFacts ProvenFor(ClientFacts client, Mailbox? sender)
    {
        if (client.Partners.Count == 0 || sender is not { IsAddressLiteral: false }) return client.Tls;
        var (config, domain) = (client.Config, sender.DomainKey);
        var named = config.FindSendingPartner(domain) ?? DomainMatch.Best(config.Partners, domain, static row => row.Domains);
        return named is null || client.Partners.Contains(named.Name) ? client.Tls : client.Tls with
        {
            Reached = Assurance.Encrypted,
            Reachable = Assurance.Encrypted,
            VouchedBy = null,
            Problem = ProblemOf(client, named),
            Reason = TlsReason.OtherKey,
        };
    }

    private static string? ProblemOf(ClientFacts client, PartnerConfig partner) =>
        client.Partners.Count == 0 || client.Partners.Contains(partner.Name)
            ? client.Tls.Problem
            : $"the client's certificate is that of {string.Join(" and ", client.Partners)}";

    private static PartnerLack LackOf(ClientFacts client, PartnerConfig partner) => partner.Inbound.Demand switch
    {
        InboundDemand.None => PartnerLack.Nothing,
        _ when !client.Tls.IsEncrypted => PartnerLack.Tls,
        InboundDemand.Certificate when !client.Partners.Contains(partner.Name) => PartnerLack.Certificate,
        _ => PartnerLack.Nothing,
    };
}
