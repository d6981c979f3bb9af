namespace Gatepost.Checks.TlsProbing;

/// <summary>Why a connection taught nothing about TLS.</summary>
internal enum ProbeFaultKind
{
    /// <summary>No connection: refused, no route, reset.</summary>
    NoConnection,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The peer closed in the midst.</summary>
    Closed,

    /// <summary>The peer does not begin TLS: not offered, refused, or not the protocol that we took it for.</summary>
    NoTls,

    /// <summary>We have used up the connections or the time that we grant ourselves.</summary>
    OutOfBudget,
}
