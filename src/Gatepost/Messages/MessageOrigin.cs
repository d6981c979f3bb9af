using System.Net;

namespace Gatepost.Messages;

/// <summary>From whom a message came, and how it was protected on its way to us.</summary>
/// <param name="Listener">The name of the listener, or <c>notifier</c> for our own notices.</param>
/// <param name="Address">The client's address, or null for our own notices.</param>
/// <param name="Helo">What it called itself.</param>
/// <param name="User">Who authenticated, or null.</param>
/// <param name="Tls">What TLS was like; its assurance is Clear, Encrypted or PartnerVerified, more cannot be proven
/// inbound.</param>
public sealed record MessageOrigin(string Listener, IPAddress? Address, string? Helo, string? User, TlsFacts Tls);
