namespace Gatepost.Protocols.TlsProbe;

/// <summary>How far a handshake has come.</summary>
public enum HandshakeProgress
{
    /// <summary>The server has to speak.</summary>
    Waiting,

    /// <summary>Both sides are done.</summary>
    Established,

    /// <summary>The server said no.</summary>
    Refused,

    /// <summary>The server chose, or sent, what we cannot follow.</summary>
    Failed,
}
