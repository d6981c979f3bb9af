namespace Gatepost.Host.Send;

/// <summary>What the server said to one recipient.</summary>
internal sealed record RecipientReply(string Address, bool Accepted, string Reply);
