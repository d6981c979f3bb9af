namespace Gatepost.TlsPolicy.Sts;

/// <summary>Why a page was not got.</summary>
internal enum HttpsFault
{
    /// <summary>It was: there is an answer, whatever its status.</summary>
    None = 0,

    /// <summary>The host has no address.</summary>
    NoHost,

    /// <summary>No answer, or none that can be read.</summary>
    Unreachable,

    /// <summary>The host does not prove its name.</summary>
    Unproven,
}
