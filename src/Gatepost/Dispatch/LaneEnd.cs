namespace Gatepost.Dispatch;

/// <summary>What an attempt says of its destination.</summary>
internal enum LaneEnd
{
    /// <summary>It answers, whatever it thinks of the message.</summary>
    Reached,

    /// <summary>Nobody there took a connection or spoke SMTP.</summary>
    Missed,

    /// <summary>Nothing: the attempt was broken off, or the fault was ours.</summary>
    Unknown,
}
