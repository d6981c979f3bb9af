namespace Gatepost.Host.Doctor;

/// <summary>Whether we can work in the data folder.</summary>
internal enum FolderState
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>We may not enter it.</summary>
    Denied,

    /// <summary>We may read it and not write in it.</summary>
    ReadOnly,

    /// <summary>We can.</summary>
    Usable,
}
