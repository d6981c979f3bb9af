namespace Gatepost.TlsPolicy;

/// <summary>How much a source insists.</summary>
public enum OpinionForce
{
    /// <summary>At least this level: others may raise it.</summary>
    Floor,

    /// <summary>This level, whatever others say. Only the operator speaks so.</summary>
    Exact,
}
