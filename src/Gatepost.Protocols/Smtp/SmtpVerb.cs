namespace Gatepost.Protocols.Smtp;

/// <summary>The verbs of RFC 5321 §4.1.1 and of the extensions that we know.</summary>
public enum SmtpVerb
{
    /// <summary>None that we know.</summary>
    Unknown = 0,

    /// <summary>EHLO</summary>
    Ehlo,

    /// <summary>HELO</summary>
    Helo,

    /// <summary>MAIL</summary>
    Mail,

    /// <summary>RCPT</summary>
    Rcpt,

    /// <summary>DATA</summary>
    Data,

    /// <summary>BDAT (RFC 3030 §2)</summary>
    Bdat,

    /// <summary>RSET</summary>
    Rset,

    /// <summary>VRFY</summary>
    Vrfy,

    /// <summary>EXPN</summary>
    Expn,

    /// <summary>HELP</summary>
    Help,

    /// <summary>NOOP</summary>
    Noop,

    /// <summary>QUIT</summary>
    Quit,

    /// <summary>STARTTLS (RFC 3207 §4)</summary>
    StartTls,

    /// <summary>AUTH (RFC 4954 §4)</summary>
    Auth,
}
