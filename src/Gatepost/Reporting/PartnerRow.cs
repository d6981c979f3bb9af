using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>One <c>[[partner]]</c> of the configuration, its domains together.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Domains">Its domains, as the row names them.</param>
/// <param name="Level">What the row demands now of TLS for mail to it; null: it is not about that.</param>
/// <param name="Inbound">What it demands now of mail from it; null: it is not about that.</param>
/// <param name="IsEnforced">What does not meet it is refused now; else it is watched.</param>
public sealed record PartnerRow(
    string Name, IReadOnlyList<string> Domains, TlsLevel? Level, InboundDemand? Inbound, bool IsEnforced)
{
    /// <summary>Mail to it.</summary>
    public Traffic Out { get; init; } = Traffic.None;

    /// <summary>Mail from it.</summary>
    public Traffic In { get; init; } = Traffic.None;

    /// <summary>What is demanded, in words: <c>secure, in: tls (watched)</c>.</summary>
    public string Demand()
    {
        var demands = new List<string>(2);
        if (Level is { } level) demands.Add(level.Word());
        if (Inbound is InboundDemand.Tls) demands.Add("in: tls");
        if (Inbound is InboundDemand.Certificate) demands.Add("in: certificate");
        var words = demands.Count == 0 ? "nothing" : string.Join(", ", demands);
        return IsEnforced ? words : words + " (watched)";
    }
}
