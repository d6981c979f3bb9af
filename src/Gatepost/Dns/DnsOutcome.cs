namespace Gatepost.Dns;

/// <summary>How a question ended.</summary>
public enum DnsOutcome
{
    /// <summary>There are records.</summary>
    Found,

    /// <summary>The name exists, without such records.</summary>
    NoData,

    /// <summary>The name does not exist.</summary>
    NxDomain,

    /// <summary>The resolver failed: nothing is known. Resolvers that do not say why (RFC 8914) fail so for a bogus answer too.
    /// </summary>
    ServFail,

    /// <summary>Nobody answered: nothing is known.</summary>
    Timeout,

    /// <summary>The answer does not hold against its signatures, or lacks them (RFC 4035 §4.3): nothing is known.</summary>
    Bogus,
}
