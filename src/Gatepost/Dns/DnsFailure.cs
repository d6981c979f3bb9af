namespace Gatepost.Dns;

/// <summary>Why nothing came back from a resolver.</summary>
internal enum DnsFailure
{
    /// <summary>Something did.</summary>
    None,

    /// <summary>It was silent for the whole time.</summary>
    Silent,

    /// <summary>There is nobody at its address.</summary>
    Unreachable,

    /// <summary>It sent something that is no answer.</summary>
    Malformed,
}
