namespace Gatepost.Checks.ClientAccess;

/// <summary>What is at a port.</summary>
internal enum PortState
{
    /// <summary>Nothing listens.</summary>
    Closed,

    /// <summary>No answer in time, as behind a firewall.</summary>
    Silent,

    /// <summary>Something that does not speak the protocol, or not to us.</summary>
    Unfit,

    /// <summary>A server of the protocol; at a port with TLS from the first octet, something that takes a connection.</summary>
    Open,
}
