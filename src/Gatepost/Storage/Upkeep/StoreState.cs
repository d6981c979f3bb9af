namespace Gatepost.Storage.Upkeep;

/// <summary>Whether a database can be used by this program.</summary>
public enum StoreState
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It opens, and is of this program's version.</summary>
    Current,

    /// <summary>It opens, and the next start brings it to this program's version.</summary>
    Older,

    /// <summary>A newer program has used it.</summary>
    Newer,

    /// <summary>It cannot be opened or read.</summary>
    Broken,
}
