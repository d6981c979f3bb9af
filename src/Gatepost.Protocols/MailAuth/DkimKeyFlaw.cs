namespace Gatepost.Protocols.MailAuth;

/// <summary>What is wrong with the record of a key of DKIM.</summary>
public enum DkimKeyFlaw
{
    /// <summary>There is more than one TXT record at the name: which one counts is left to chance.</summary>
    Several = 0,

    /// <summary>Not tags and values, or a tag stands twice.</summary>
    Syntax,

    /// <summary>There is a version, and it is not <c>DKIM1</c> in the first place.</summary>
    Version,

    /// <summary>There is no <c>p</c>.</summary>
    NoKey,

    /// <summary><c>p</c> is empty: the key was taken back.</summary>
    Revoked,

    /// <summary>The type of the key is none that mail knows.</summary>
    UnknownType,

    /// <summary>What stands in <c>p</c> is no key of its type.</summary>
    Unreadable,

    /// <summary>The key is not for mail, or only for hashes that nobody takes any more.</summary>
    Unusable,
}
