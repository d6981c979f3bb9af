namespace Gatepost.Messages;

/// <summary>An operator's word that one message may go without the encryption that its destination is held to.</summary>
/// <param name="By">Who said so.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record PolicyWaiver(string By, string Reason, DateTimeOffset At);
