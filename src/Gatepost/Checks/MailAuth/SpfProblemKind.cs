namespace Gatepost.Checks.MailAuth;

/// <summary>Kinds of what comes in the way while a record of SPF is followed.</summary>
internal enum SpfProblemKind
{
    /// <summary>A record that is included, or that another leads to, is not there or cannot be read.</summary>
    BrokenInclude,

    /// <summary>Records that lead in a circle.</summary>
    Circle,

    /// <summary>A domain with more mail hosts than anybody looks up.</summary>
    TooManyHosts,

    /// <summary>The DNS gives no answer.</summary>
    Dns,
}
