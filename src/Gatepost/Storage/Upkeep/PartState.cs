namespace Gatepost.Storage.Upkeep;

/// <summary>How a part of the data folder is.</summary>
public enum PartState
{
    /// <summary>Read from end to end, and in order.</summary>
    Ok,

    /// <summary>In order, and something is worth knowing.</summary>
    Note,

    /// <summary>Something is lost, or cannot be read.</summary>
    Broken,
}
