namespace Gatepost.Protocols.MtaSts;

/// <summary>What is wrong with the TXT records of MTA-STS.</summary>
public enum StsRecordFlaw
{
    /// <summary>A record that was meant for one, and does not begin with <c>v=STSv1;</c> to the letter: it is passed
    /// over.</summary>
    NearMiss = 0,

    /// <summary>More than one begins with <c>v=STSv1;</c>: none counts.</summary>
    Several,

    /// <summary>Not key and value, parted by semicolons.</summary>
    Syntax,

    /// <summary>There is no <c>id</c>.</summary>
    NoId,

    /// <summary>The <c>id</c> is not 1 to 32 letters and digits.</summary>
    InvalidId,

    /// <summary>A key stands twice: the first counts.</summary>
    Repeated,
}
