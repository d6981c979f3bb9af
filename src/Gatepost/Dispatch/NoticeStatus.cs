using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Dispatch;

/// <summary>The status code of a recipient, which must agree with what became of it whatever the peer wrote.</summary>
internal static class NoticeStatus
{
    /// <summary>
    /// The reply's own enhanced code where its class fits; else class.0.0, "other or undefined" (RFC 3463 §3.1). A peer that
    /// says <c>550 4.1.1</c> does not turn a failure into a delay.
    /// </summary>
    public static EnhancedStatusCode Of(RecipientOutcome outcome) => Of(outcome.Reply, outcome.Disposition switch
    {
        Disposition.Delivered => 2,
        Disposition.Failed => 5,
        _ => 4,
    });

    /// <summary>The reply's code where it is of this class.</summary>
    public static EnhancedStatusCode Of(SmtpReply reply, int wanted) =>
        reply.Enhanced is { } code && code.Class == wanted ? code : new(wanted, 0, 0);
}
