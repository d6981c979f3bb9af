namespace Gatepost.Protocols.Text;

/// <summary>What the TXT records at a name come to.</summary>
public enum TxtRecordState
{
    /// <summary>None of them is a record of this kind.</summary>
    Absent = 0,

    /// <summary>There are several, or the one is malformed: as good as none, and somebody should hear of it.</summary>
    Invalid,

    /// <summary>There is one, and it can be read.</summary>
    Valid,
}
