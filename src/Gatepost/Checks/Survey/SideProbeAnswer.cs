namespace Gatepost.Checks.Survey;

/// <summary>What a call beside the walk came to.</summary>
internal enum SideProbeAnswer
{
    /// <summary>It was not made, or came to nothing that says anything.</summary>
    Unknown = 0,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>As it should not be.</summary>
    Bad,
}
