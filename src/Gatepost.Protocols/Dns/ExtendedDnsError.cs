namespace Gatepost.Protocols.Dns;

/// <summary>Why a server failed, in its own words (RFC 8914 §2).</summary>
/// <param name="Code">Of the registry of RFC 8914 §4.</param>
/// <param name="Text">What the server adds; may be empty; a stranger's words.</param>
public readonly record struct ExtendedDnsError(ushort Code, string Text)
{
    /// <summary>Whether it says that an answer could not be proven, as against not be had: 5 to 12.</summary>
    public bool IsDnssec => Code is >= 5 and <= 12;

    /// <summary>The name of the code, in lower case; empty where it says nothing of DNSSEC.</summary>
    public string Name => Code switch
    {
        5 => "DNSSEC indeterminate",
        6 => "DNSSEC bogus",
        7 => "signature expired",
        8 => "signature not yet valid",
        9 => "DNSKEY missing",
        10 => "RRSIGs missing",
        11 => "no zone key bit set",
        12 => "NSEC missing",
        _ => "",
    };
}
