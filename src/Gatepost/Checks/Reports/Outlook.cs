namespace Gatepost.Checks.Reports;

/// <summary>What can be said of mail to a domain, the best first.</summary>
public enum Outlook
{
    /// <summary>It can go encrypted and verified, at every host.</summary>
    Verified,

    /// <summary>It can go encrypted at every host; at one at least nobody can tell to whom.</summary>
    Encrypted,

    /// <summary>A host did not answer, or policy rules it out: what holds there is not known.</summary>
    Incomplete,

    /// <summary>At one host at least it goes in clear text.</summary>
    Clear,

    /// <summary>It cannot be delivered.</summary>
    Undeliverable,
}
