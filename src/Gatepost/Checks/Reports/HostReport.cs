using Gatepost.Messages;

namespace Gatepost.Checks.Reports;

/// <summary>One host that takes the domain's mail.</summary>
public sealed record HostReport
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>The preference of its MX record; null where the configuration names it, or there is no record.</summary>
    public required int? Preference { get; init; }

    /// <summary>The level that it is held to.</summary>
    public required TlsLevel Level { get; init; }

    /// <summary>Its address is proven by DNSSEC.</summary>
    public required bool IsProven { get; init; }

    /// <summary>Its TLSA records, whether they count or not.</summary>
    public required IReadOnlyList<string> Tlsa { get; init; }

    /// <summary>The least that can be proven at any of its addresses that answered; null where none did.</summary>
    public required Assurance? Reachable { get; init; }

    /// <summary>Its addresses.</summary>
    public required IReadOnlyList<AddressReport> Addresses { get; init; }
}
