namespace Gatepost.Host.Send;

/// <summary>The dialogue cannot go on; the message says why.</summary>
internal sealed class SendEnd(string message) : Exception(message);
