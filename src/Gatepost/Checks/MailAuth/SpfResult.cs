namespace Gatepost.Checks.MailAuth;

/// <summary>What SPF says of one address (RFC 7208 §2.6).</summary>
internal enum SpfResult
{
    /// <summary>There is no record.</summary>
    None,

    /// <summary>The record says nothing of it.</summary>
    Neutral,

    /// <summary>It may send.</summary>
    Pass,

    /// <summary>It may not.</summary>
    Fail,

    /// <summary>It probably may not.</summary>
    SoftFail,

    /// <summary>Nobody knows now.</summary>
    TempError,

    /// <summary>The record cannot be evaluated.</summary>
    PermError,
}
