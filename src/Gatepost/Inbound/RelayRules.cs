using Gatepost.Configuration;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

/// <summary>
/// Who may send to whom. Gatepost is never an open relay: mail goes to our own domains, or it comes from somebody who is known,
/// by login, by network or by certificate (RFC 5321 §7.8).
/// </summary>
internal static class RelayRules
{
    /// <summary>By what right this client sends to this recipient.</summary>
    public static RecipientRight RightOf(ClientFacts client, Mailbox recipient)
    {
        var isOurs = !recipient.IsAddressLiteral && client.Config.FindDomain(recipient.DomainKey) is not null;
        if (isOurs && !IsRouted(recipient)) return RecipientRight.OurDomain;
        if (MayRelay(client)) return isOurs ? RecipientRight.OurDomain : RecipientRight.Relay;
        return isOurs ? RecipientRight.Routed : RecipientRight.None;
    }

    /// <summary>
    /// The local part names a way on: <c>user%far.example@ours.example</c>, <c>"user@far.example"@ours.example</c>,
    /// <c>far.example!user@ours.example</c>. We would only pass it to the next hop; but the next hop trusts us, and where it
    /// takes the way for an order, the two of us together are an open relay.
    /// </summary>
    private static bool IsRouted(Mailbox recipient) => recipient.LocalPart.AsSpan().ContainsAny('@', '%', '!');

    /// <summary>Whether this client may send to everybody. On an mx listener nobody may.</summary>
    public static bool MayRelay(ClientFacts client) =>
        client.Listener.Role switch
        {
            ListenerRole.Submission or ListenerRole.Submissions => client.User is not null,
            ListenerRole.Relay => client.User is not null || client.HasRelayCertificate || IsInNetworks(client),
            _ => false,
        };

    private static bool IsInNetworks(ClientFacts client)
    {
        foreach (var network in client.Listener.Networks)
            if (network.Contains(client.Address)) return true;
        return false;
    }
}
