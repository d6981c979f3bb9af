using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The <c>inbound…</c> options of <c>[[partner]]</c>.</summary>
internal static class InboundOptions
{
    public const string CaFile = "inbound_client_ca_file";

    public static readonly Section<InboundAgreement> Section = new("inbound", SectionShape.Single, "TLS from the partner.",
        new InboundAgreement())
    {
        { "inbound", Kinds.Word(Enum.GetValues<InboundDemand>(), Word), row => row.Demand,
            (row, value) => row with { Demand = value },
            "What mail from the partner must prove: none, tls, or certificate (a client certificate of its CA, or pinned)." },
        { "inbound_networks", Kinds.Networks, row => row.Networks, (row, value) => row with { Networks = value },
            "The addresses of the partner's servers: all that comes from there is the partner's, whatever sender it names." },
        { CaFile, Kinds.OptionalFile, row => row.ClientCaFile, (row, value) => row with { ClientCaFile = value },
            "PEM file with the partner's own certificate authority; never a public one, for that vouches for everybody." },
        { "inbound_client_pins", Kinds.Pins, row => row.ClientPins, (row, value) => row with { ClientPins = value },
            "Fingerprints of the partner's client certificates or keys." },
    };

    public static string Word(InboundDemand demand) => demand switch
    {
        InboundDemand.None => "none",
        InboundDemand.Tls => "tls",
        _ => "certificate",
    };
}
