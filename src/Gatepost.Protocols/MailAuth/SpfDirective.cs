using System.Net;

namespace Gatepost.Protocols.MailAuth;

/// <summary>One directive of a record of SPF: <c>~all</c>, <c>ip4:192.0.2.0/24</c>, <c>a:mail.example.com/28//64</c>.</summary>
/// <param name="Qualifier">What it says.</param>
/// <param name="Mechanism">Of which addresses.</param>
public sealed record SpfDirective(SpfQualifier Qualifier, SpfMechanism Mechanism)
{
    /// <summary>As it was written.</summary>
    public required string Text { get; init; }

    /// <summary>The name, macros and all; null: the domain whose record it is.</summary>
    public string? Domain { get; init; }

    /// <summary>Of ip4 and ip6.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Leading bits that count of an IPv4 address.</summary>
    public int Prefix4 { get; init; } = 32;

    /// <summary>Leading bits that count of an IPv6 address.</summary>
    public int Prefix6 { get; init; } = 128;

    /// <summary>It costs a question to the DNS (RFC 7208 §4.6.4).</summary>
    public bool AsksDns => Mechanism is not (SpfMechanism.All or SpfMechanism.Ip4 or SpfMechanism.Ip6);

    /// <summary>Whether an address lies in the network of the other.</summary>
    public bool Covers(IPAddress network, IPAddress address)
    {
        if (network.AddressFamily != address.AddressFamily) return false;
        byte[] one = network.GetAddressBytes(), other = address.GetAddressBytes();
        var bits = one.Length == 4 ? Prefix4 : Prefix6;
        for (var i = 0; bits > 0; i++, bits -= 8)
        {
            var mask = bits >= 8 ? 0xFF : 0xFF << (8 - bits);
            if (((one[i] ^ other[i]) & mask & 0xFF) != 0) return false;
        }

        return true;
    }
}
