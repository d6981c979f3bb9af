namespace Gatepost.Dns;

/// <summary>What one resolver showed.</summary>
internal enum ProbeVerdict
{
    /// <summary>It was not asked yet.</summary>
    Unasked,

    /// <summary>It does not answer, or knows no answer itself.</summary>
    Silent,

    /// <summary>It validates.</summary>
    Validates,

    /// <summary>It does not.</summary>
    Fails,
}
