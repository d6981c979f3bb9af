namespace Gatepost.Protocols.MailAuth;

/// <summary>What is wrong with the TXT records of DMARC.</summary>
public enum DmarcRecordFlaw
{
    /// <summary>A record that was meant for one, and does not begin with <c>v=DMARC1</c> to the letter: it is passed
    /// over.</summary>
    NearMiss = 0,

    /// <summary>More than one begins so: none counts.</summary>
    Several,

    /// <summary>Not tags and values, or a tag stands twice.</summary>
    Syntax,

    /// <summary>There is no <c>p</c>: it counts as <c>p=none</c>.</summary>
    NoPolicy,

    /// <summary><c>p</c>, <c>sp</c> or <c>np</c> is none of the three words: the record counts as <c>p=none</c> where it has a
    /// destination for reports, and else for nothing.</summary>
    InvalidPolicy,

    /// <summary>Another known tag has a value that is none: it is passed over.</summary>
    InvalidTag,

    /// <summary>A destination that is no <c>mailto:</c> with an address: it is passed over.</summary>
    UnusableDestination,

    /// <summary><c>pct</c>, <c>rf</c> or <c>ri</c>, which RFC 9989 took out.</summary>
    ObsoleteTag,
}
