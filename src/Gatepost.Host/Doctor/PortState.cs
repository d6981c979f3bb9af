namespace Gatepost.Host.Doctor;

/// <summary>How it is with an address at which we listen, or want to.</summary>
internal enum PortState
{
    /// <summary>The running server listens there.</summary>
    Ours,

    /// <summary>Nobody has it, and we could.</summary>
    Free,

    /// <summary>The server runs, and does not listen there.</summary>
    Unheard,

    /// <summary>Another program has it.</summary>
    Taken,

    /// <summary>We may not have it.</summary>
    Denied,

    /// <summary>The address is not one of this machine.</summary>
    Elsewhere,
}
