namespace Gatepost.Dns;

/// <summary>What our resolvers have shown of DNSSEC.</summary>
public enum DnssecState
{
    /// <summary>Nothing yet: they were not asked, or did not answer. What hangs on proofs waits.</summary>
    Unproven,

    /// <summary>A signed name came with its proof, and a forged one did not come.</summary>
    Validates,

    /// <summary>None of them validates, or none is trusted, and that since the start: there are no proofs, and no DANE.</summary>
    DoesNotValidate,

    /// <summary>They validated, and do no longer. What hangs on proofs waits, since nobody can tell a broken resolver from an
    /// attack.</summary>
    Lost,
}
