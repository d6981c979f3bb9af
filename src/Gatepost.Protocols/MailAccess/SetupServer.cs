namespace Gatepost.Protocols.MailAccess;

/// <summary>A server that a page for mail programs names.</summary>
/// <param name="Protocol">imap, pop3 or smtp, lower case.</param>
/// <param name="Host">As it is written.</param>
/// <param name="Port">The port; null where it is none.</param>
/// <param name="Security">How to connect.</param>
public sealed record SetupServer(string Protocol, string Host, int? Port, SetupSecurity Security);
