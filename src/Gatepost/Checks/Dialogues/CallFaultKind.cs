namespace Gatepost.Checks.Dialogues;

/// <summary>Why a call to a server taught nothing.</summary>
internal enum CallFaultKind
{
    /// <summary>Nobody listens there.</summary>
    NoListener,

    /// <summary>No connection: no route, for one.</summary>
    NoConnection,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>The peer closed in the midst, or wants to be left alone for the moment.</summary>
    Closed,

    /// <summary>The peer does not begin TLS: not offered, refused, or not the protocol that we took it for.</summary>
    NoTls,

    /// <summary>We have used up the connections or the time that we grant ourselves.</summary>
    OutOfBudget,
}
