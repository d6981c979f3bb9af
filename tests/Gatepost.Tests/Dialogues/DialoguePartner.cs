using System.Net;
using System.Security.Cryptography;
using Gatepost.Configuration;
using Gatepost.Tests.Fakes;

namespace Gatepost.Tests.Dialogues;

/// <summary>A partner as a dialogue sets it up: words that each say one thing of the agreement.</summary>
internal static class DialoguePartner
{
    public static PartnerConfig Of(string words)
    {
        var partner = new PartnerConfig
        {
            Name = "lighthouse",
            Domains = ["lighthouse.example", ".lighthouse.example"],
            Contact = "mail-team@ours.example",
        };
        foreach (var word in words.Split(' ')) partner = With(partner, word.Split('=', 2));
        return partner;
    }

    private static PartnerConfig With(PartnerConfig partner, string[] word) => word switch
    {
        ["monitor"] => partner with { Mode = PartnerMode.Monitor },
        ["ended"] => partner with { ValidUntil = new(2026, 11, 22) },
        ["last-day"] => partner with { ValidUntil = new(2026, 11, 23) },
        ["out"] => partner with { Directions = PartnerDirections.Out },
        ["no-contact"] => partner with { Contact = null },
        ["tls"] => partner with { Inbound = partner.Inbound with { Demand = InboundDemand.Tls } },
        ["certificate"] => partner with { Inbound = partner.Inbound with { Demand = InboundDemand.Certificate } },
        ["network", var network] => partner with { Inbound = partner.Inbound with { Networks = [IPNetwork.Parse(network)] } },
        ["ca"] => partner with { Inbound = partner.Inbound with { ClientCaFile = FakeCertificates.CaFile } },
        ["pin"] => partner with { Inbound = partner.Inbound with { ClientPins = [Pin()] } },
        _ => throw new FormatException($"unknown word {string.Join('=', word)}"),
    };

    private static CertificatePin Pin() => new(PinKind.Certificate,
        Convert.ToHexStringLower(SHA256.HashData(FakeCertificates.OfPartner.RawDataMemory.Span)));
}
