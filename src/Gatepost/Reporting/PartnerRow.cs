using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>One <c>[[partner]]</c> of the configuration, its domains together.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Domains">Its domains, as the row names them.</param>
/// <param name="Level">What the row demands of TLS now.</param>
/// <param name="Out">Mail to it.</param>
/// <param name="In">Mail from it.</param>
public sealed record PartnerRow(string Name, IReadOnlyList<string> Domains, TlsLevel Level, Traffic Out, Traffic In);
