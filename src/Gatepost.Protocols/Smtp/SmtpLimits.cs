namespace Gatepost.Protocols.Smtp;

/// <summary>What LIMITS says (RFC 9422 §4); null is not said.</summary>
/// <param name="MailMax">MAILMAX: transactions in one session.</param>
/// <param name="RcptMax">RCPTMAX: recipients in one transaction.</param>
/// <param name="RcptDomainMax">RCPTDOMAINMAX: domains of recipients in one session.</param>
public sealed record SmtpLimits(int? MailMax = null, int? RcptMax = null, int? RcptDomainMax = null);
