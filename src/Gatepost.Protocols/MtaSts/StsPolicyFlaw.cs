namespace Gatepost.Protocols.MtaSts;

/// <summary>What is wrong with a policy. What <see cref="StsPolicyFinding.IsFatal"/> names makes it no policy at all.</summary>
public enum StsPolicyFlaw
{
    /// <summary>Above <see cref="StsPolicy.MaxSize"/> octets.</summary>
    TooLarge = 0,

    /// <summary>A line that is not key, colon, value; or no UTF-8.</summary>
    MalformedLine,

    /// <summary>It begins with a byte order mark, which makes the first line malformed.</summary>
    ByteOrderMark,

    /// <summary>There is no <c>version</c>.</summary>
    NoVersion,

    /// <summary>The version is not <c>STSv1</c>.</summary>
    UnknownVersion,

    /// <summary>There is no <c>mode</c>.</summary>
    NoMode,

    /// <summary>The mode is not enforce, testing or none.</summary>
    UnknownMode,

    /// <summary>There is no <c>max_age</c>.</summary>
    NoMaxAge,

    /// <summary>The <c>max_age</c> is not 1 to 10 digits.</summary>
    InvalidMaxAge,

    /// <summary>There is no <c>mx</c>, and the mode is not none.</summary>
    NoMx,

    /// <summary>An <c>mx</c> is neither a host name nor <c>*.</c> and a domain; U-labels are none (RFC 8461 §3.2).</summary>
    InvalidMx,

    /// <summary>Harmless: the <c>max_age</c> is above a year, and is taken for one.</summary>
    MaxAgeAboveLimit,

    /// <summary>Harmless: a key stands twice, and the first counts.</summary>
    RepeatedKey,

    /// <summary>Harmless: a key that the standard does not know; misspelt, perhaps.</summary>
    UnknownKey,

    /// <summary>Harmless: an empty line.</summary>
    EmptyLine,

    /// <summary>Harmless: an <c>mx</c> ends in a dot.</summary>
    TrailingDot,
}
