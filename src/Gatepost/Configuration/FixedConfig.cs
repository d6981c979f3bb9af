namespace Gatepost.Configuration;

/// <summary>A snapshot that never changes: for short-lived verbs and tests.</summary>
public sealed class FixedConfig(GatepostConfig current) : IConfigSource
{
    /// <inheritdoc />
    public GatepostConfig Current { get; } = current;

    /// <inheritdoc />
    public IDisposable OnChange(Action<GatepostConfig> changed) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose() { }
    }
}
