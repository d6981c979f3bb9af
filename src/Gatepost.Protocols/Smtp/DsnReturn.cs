namespace Gatepost.Protocols.Smtp;

/// <summary>The RET parameter of MAIL: what a failure notice brings back (RFC 3461 §4.3).</summary>
public enum DsnReturn
{
    /// <summary>Not given.</summary>
    Unspecified = 0,

    /// <summary>FULL: the whole message.</summary>
    Full = 1,

    /// <summary>HDRS: the header section.</summary>
    Headers = 2,
}
