namespace Gatepost.Configuration;

/// <summary>The snapshot in force. Read it once at the start of a piece of work, then keep to it.</summary>
public interface IConfigSource
{
    /// <summary>The last good snapshot.</summary>
    GatepostConfig Current { get; }

    /// <summary>Calls back after each change of the snapshot, until the result is disposed of.</summary>
    IDisposable OnChange(Action<GatepostConfig> changed);
}
