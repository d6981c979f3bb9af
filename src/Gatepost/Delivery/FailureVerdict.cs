using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>What a failure means.</summary>
/// <param name="Recipients">What becomes of the recipients that it concerns, if no other host takes them.</param>
/// <param name="TryNextHost">Another host or address may do better.</param>
internal readonly record struct FailureVerdict(Disposition Recipients, bool TryNextHost)
{
    /// <summary>The connection is in a known state and may carry another message.</summary>
    public bool KeepConnection { get; init; }

    /// <summary>Clear text may be tried on a new connection, if the decision allows it at all.</summary>
    public bool AllowsClear { get; init; }

    /// <summary>The peer may lack the ciphers that were offered: a call with others may do better.</summary>
    public bool MayBeForCiphers { get; init; }

    /// <summary>TLS was the reason.</summary>
    public bool IsTlsProblem { get; init; }

    /// <summary>No accident: the host does not have what TLS needs, and will not have it until somebody acts.</summary>
    public bool IsLasting { get; init; }

    /// <summary>The host was not there, or did not speak SMTP.</summary>
    public bool HostIsDown { get; init; }
}
