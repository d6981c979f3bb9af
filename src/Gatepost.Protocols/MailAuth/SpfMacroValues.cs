using System.Net;

namespace Gatepost.Protocols.MailAuth;

/// <summary>What the macros of SPF stand for in one evaluation (RFC 7208 §7.2).</summary>
/// <param name="Client">The address that brings the mail.</param>
/// <param name="Local">Before the @ of the sender.</param>
/// <param name="SenderDomain">Behind it.</param>
/// <param name="Domain">Whose record is read.</param>
/// <param name="Greeting">The name of EHLO.</param>
public sealed record SpfMacroValues(IPAddress Client, string Local, string SenderDomain, string Domain, string Greeting);
