using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>Why one recipient got nothing.</summary>
/// <param name="Reply">The peer's reply to its RCPT, or ours where it could not even be put.</param>
/// <param name="IsOurs">Who replied.</param>
internal sealed record RecipientRefusal(SmtpReply Reply, bool IsOurs);
