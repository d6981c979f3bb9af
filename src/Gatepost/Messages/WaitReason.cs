namespace Gatepost.Messages;

/// <summary>Why an entry waits, as a class that can be asked for. Persisted: append only.</summary>
public enum WaitReason
{
    /// <summary>It is new, or the other side is down, slow or full: time heals it.</summary>
    Ordinary = 0,

    /// <summary>It cannot be encrypted as it must be: somebody has to mend something, or to decide.</summary>
    Policy = 1,
}
