namespace Gatepost.Protocols.TlsRpt;

/// <summary>What is wrong with the TXT records of TLS-RPT.</summary>
public enum TlsRptRecordFlaw
{
    /// <summary>A record that was meant for one, and does not begin with <c>v=TLSRPTv1;</c> to the letter: it is passed
    /// over.</summary>
    NearMiss = 0,

    /// <summary>More than one begins with <c>v=TLSRPTv1;</c>: none counts.</summary>
    Several,

    /// <summary>Not key and value, parted by semicolons.</summary>
    Syntax,

    /// <summary>There is no <c>rua</c>.</summary>
    NoDestination,

    /// <summary>A destination that is no <c>mailto:</c> with an address and no <c>https:</c> with a host, or holds a comma,
    /// semicolon or exclamation mark as they are: it is passed over.</summary>
    UnusableDestination,

    /// <summary>No destination can be used.</summary>
    NoUsableDestination,

    /// <summary>A key stands twice: the first counts.</summary>
    Repeated,
}
