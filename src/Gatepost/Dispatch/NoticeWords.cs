using Gatepost.Protocols.Smtp;

namespace Gatepost.Dispatch;

/// <summary>
/// What a status means, and what can be done, for people who have never seen one. One table (codes of RFC 3463 §3).
/// </summary>
internal static class NoticeWords
{
    private static readonly (string Meaning, string Remedy) Tls = (
        "Mail to this recipient must be encrypted on its way, and the receiving server does not meet that. "
        + "Your message was not sent in the clear.",
        "The postmaster of the receiving side can mend this: the server has to offer STARTTLS with a certificate that fits what "
        + "was agreed. Send the reason above to them, or to our postmaster.");

    private static readonly Dictionary<(int Subject, int Detail), (string Meaning, string Remedy)> Words = new()
    {
        [(1, 1)] = ("There is no such address at the receiving server.", "Check the spelling of the part before the @."),
        [(1, 2)] = ("There is no server that takes mail for this domain.", "Check the spelling of the part after the @."),
        [(1, 3)] = ("The receiving server does not accept the form of this address.", "Check the address for stray characters."),
        [(1, 10)] = ("The domain says of itself that it takes no mail.", "Ask the recipient for another address."),
        [(2, 1)] = ("The mailbox is switched off.", "Reach the recipient in another way."),
        [(2, 2)] = ("The mailbox is full.", "Reach the recipient in another way."),
        [(2, 3)] = ("The message is larger than the mailbox takes.", "Send a smaller message, or a link to the file."),
        [(3, 4)] = ("The message is larger than the receiving server takes.", "Send a smaller message, or a link to the file."),
        [(4, 1)] = ("The receiving server cannot be reached.", "The postmaster of the receiving side has to look at it."),
        [(4, 2)] = (
            "The connection to the receiving server breaks off.", "The postmaster of the receiving side has to look at it."),
        [(4, 3)] = ("The name service of the recipient's domain does not answer.",
            "The postmaster of the receiving side has to look at it."),
        [(4, 4)] = (
            "The mail servers that the domain names cannot be found.", "The postmaster of the receiving side has to look at it."),
        [(4, 6)] = ("The message goes in a circle.", "The postmaster has to look at it; sending it again does not help."),
        [(4, 7)] = ("It could not be delivered in the time that is allowed.",
            "Reach the recipient in another way, or send it again later."),
        [(6, 3)] = ("The receiving server does not take 8-bit text, and a relay may not rewrite your message.",
            "Send it as plain text without accents, or with another program."),
        [(6, 7)] = ("The receiving server does not take addresses or headers in other scripts than Latin.",
            "Use an address in plain Latin letters, if the recipient has one."),
        [(7, 5)] = ("Encryption with the receiving server does not work.",
            "The postmaster of the receiving side has to look at it. Send the reason above to them, or to our postmaster."),
        [(7, 10)] = Tls,
        [(7, 30)] = Tls,
    };

    private static readonly Dictionary<int, (string Meaning, string Remedy)> Subjects = new()
    {
        [1] = ("The receiving server does not accept this address.", "Check the spelling of the address."),
        [2] = ("The mailbox does not take the message.", "Reach the recipient in another way."),
        [3] = ("A mail server has a trouble of its own.", "The reason above is for its postmaster."),
        [4] = ("The message cannot be brought to the receiving server.", "The reason above is for the postmaster."),
        [5] = ("The servers did not understand each other.", "The reason above is for the postmaster."),
        [6] = ("The receiving server does not take the form of the message.", "The reason above says what it does not like."),
        [7] = ("The receiving server refuses the message by its rules.",
            "Read the reason above; the postmaster of the receiving side can tell more."),
    };

    private static readonly (string Meaning, string Remedy) Unknown =
        ("The receiving server does not take the message.", "The reason above is for the postmaster of the receiving side.");

    /// <summary>The words for a status.</summary>
    /// <param name="status">The code.</param>
    /// <param name="isTls">TLS was the reason, whatever the code says.</param>
    public static (string Meaning, string Remedy) For(EnhancedStatusCode status, bool isTls) =>
        isTls ? Tls
        : Words.TryGetValue((status.Subject, status.Detail), out var words) || Subjects.TryGetValue(status.Subject, out words)
            ? words
        : Unknown;
}
