namespace Gatepost.Dispatch;

/// <summary>What a notice tells of a recipient (RFC 3464 §2.3.3).</summary>
internal enum NoticeAction
{
    /// <summary>It will not be delivered.</summary>
    Failed,

    /// <summary>It has not been delivered yet, and is tried again.</summary>
    Delayed,

    /// <summary>It was handed to a server that will send no notice of success.</summary>
    Relayed,
}
