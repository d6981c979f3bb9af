namespace Gatepost.Tests.Dialogues;

/// <summary>In which pieces the client's octets arrive. The outcome must not depend on it.</summary>
public enum DialogueMode
{
    /// <summary>All that the client says before it listens again, at once.</summary>
    Whole,

    /// <summary>Each line of the file by itself.</summary>
    Line,

    /// <summary>Each octet by itself.</summary>
    Octet,
}
