namespace Gatepost.Protocols.MailAuth;

/// <summary>What is wrong with the TXT records of SPF.</summary>
public enum SpfRecordFlaw
{
    /// <summary>A record that was meant for one, and does not begin with <c>v=spf1</c> and a blank: it is passed over.</summary>
    NearMiss = 0,

    /// <summary>More than one begins so: none counts.</summary>
    Several,

    /// <summary>A term that is none: the record counts for nothing, wherever in it that stands.</summary>
    Syntax,

    /// <summary><c>redirect</c> or <c>exp</c> stands twice: the record counts for nothing.</summary>
    Repeated,

    /// <summary>It holds what is no visible ASCII: the record counts for nothing.</summary>
    Characters,
}
