namespace Gatepost.Protocols.TlsProbe;

/// <summary>How a greeting says that the client knows secure renegotiation (RFC 5746 §3.3, §3.4).</summary>
public enum RenegotiationSignal
{
    /// <summary>Not at all, like a client of before 2010.</summary>
    None,

    /// <summary>By the cipher suite that is none.</summary>
    Scsv,

    /// <summary>By the extension.</summary>
    Extension,
}
