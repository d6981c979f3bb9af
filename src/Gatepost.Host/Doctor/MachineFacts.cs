namespace Gatepost.Host.Doctor;

/// <summary>The clock, and what a process may use.</summary>
internal sealed record MachineFacts
{
    /// <summary>Whether something keeps the clock right; null: the system does not tell.</summary>
    public bool? IsClockKept { get; init; }

    /// <summary>How many files and connections the process may have open; null: unknown, or no limit.</summary>
    public long? Descriptors { get; init; }

    /// <summary>Octets of memory that can still be had, of the machine or of the group that the process is in; null:
    /// unknown.</summary>
    public long? Memory { get; init; }
}
