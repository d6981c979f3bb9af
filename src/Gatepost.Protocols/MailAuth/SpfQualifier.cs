namespace Gatepost.Protocols.MailAuth;

/// <summary>What a mechanism of SPF says of the addresses that it fits (RFC 7208 §4.6.2).</summary>
public enum SpfQualifier
{
    /// <summary><c>+</c>, or nothing: they may send.</summary>
    Pass = 0,

    /// <summary><c>-</c>: they may not.</summary>
    Fail,

    /// <summary><c>~</c>: they probably may not.</summary>
    SoftFail,

    /// <summary><c>?</c>: nothing.</summary>
    Neutral,
}
