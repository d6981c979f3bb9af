using Gatepost.Protocols.Smtp;

namespace Gatepost.Messages;

/// <summary>One forward-path with its wishes about notices (RFC 5321 §4.1.1.3, RFC 3461 §4.1, §4.2).</summary>
/// <param name="Address">Where to.</param>
/// <param name="Notify">When the sender wants to be told.</param>
/// <param name="OriginalRecipient">ORCPT as "type;address", xtext decoded, or null.</param>
public sealed record Recipient(Mailbox Address, DsnNotify Notify = DsnNotify.Unspecified, string? OriginalRecipient = null);
