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

    /// <summary>The resolver failed, or the answer is bogus: nothing is known.</summary>
    ServFail,

    /// <summary>Nobody answered.</summary>
    Timeout,
}
