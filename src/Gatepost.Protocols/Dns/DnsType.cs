namespace Gatepost.Protocols.Dns;

/// <summary>Types of records that mail asks for. Other values are on the wire.</summary>
public enum DnsType : ushort
{
    /// <summary>None: no such type is on the wire.</summary>
    None = 0,

    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>A name server of a zone.</summary>
    Ns = 2,

    /// <summary>An alias.</summary>
    Cname = 5,

    /// <summary>The start of a zone; a denial carries it, with the life of the denial.</summary>
    Soa = 6,

    /// <summary>The name of an address (PTR).</summary>
    ReverseName = 12,

    /// <summary>A mail host.</summary>
    Mx = 15,

    /// <summary>Text.</summary>
    Txt = 16,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,

    /// <summary>The hosts and ports of a service (RFC 2782).</summary>
    Service = 33,

    /// <summary>No record, but what the sender can do (RFC 6891 §6.1).</summary>
    Opt = 41,

    /// <summary>The digest of a signed zone's key, in the zone above.</summary>
    Ds = 43,

    /// <summary>The signature over records, with its first and last moment (RFC 4034 §3).</summary>
    Rrsig = 46,

    /// <summary>What a server's certificate or key must be (RFC 6698).</summary>
    Tlsa = 52,

    /// <summary>Who may issue certificates (RFC 8659).</summary>
    Caa = 257,
}
