namespace Gatepost.Protocols.Dns;

/// <summary>How a server answered (RFC 1035 §4.1.1). Other values are on the wire.</summary>
public enum DnsResponseCode : ushort
{
    /// <summary>The name exists.</summary>
    NoError = 0,

    /// <summary>The question was not understood.</summary>
    FormatError = 1,

    /// <summary>The server could not find out, or what it found is bogus.</summary>
    ServerFailure = 2,

    /// <summary>The name does not exist (NXDOMAIN).</summary>
    NameError = 3,

    /// <summary>The server does not do such things.</summary>
    NotImplemented = 4,

    /// <summary>The server does not do it for us.</summary>
    Refused = 5,
}
