namespace Gatepost.Inbound.Connections;

/// <summary>Whether a new session may begin.</summary>
internal enum AdmissionVerdict
{
    /// <summary>It may.</summary>
    Admitted,

    /// <summary><c>sessions</c> is reached.</summary>
    TooManySessions,

    /// <summary><c>sessions_per_address</c> is reached.</summary>
    TooManyOfAddress,

    /// <summary><c>new_sessions_per_minute</c> is reached.</summary>
    TooManyPerMinute,

    /// <summary>The address was refused so often within the minute that it is not even answered any more.</summary>
    NotAnswered,
}
