namespace Gatepost.Configuration;

/// <summary>What our own server is to a message that asks for TLS all the way (REQUIRETLS, RFC 8689).</summary>
public enum RequireTlsHop
{
    /// <summary>The last stop where the row's level verifies it, or it is on this machine; else one more relay.</summary>
    Auto,

    /// <summary>The last stop: it must prove its name, and need not know REQUIRETLS.</summary>
    Final,

    /// <summary>One more relay: it must prove its name and offer REQUIRETLS.</summary>
    Relay,
}
