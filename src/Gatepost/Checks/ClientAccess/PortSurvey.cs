using System.Net;
using Gatepost.Checks.Dialogues;
using Gatepost.Checks.Survey;
using Gatepost.Checks.TlsProbing;
using Gatepost.Delivery;
using Gatepost.Messages;

namespace Gatepost.Checks.ClientAccess;

/// <summary>What was seen at one port of one address.</summary>
internal sealed record PortSurvey
{
    public required AccessPort Port { get; init; }

    public required IPEndPoint Address { get; init; }

    public required PortState State { get; init; }

    /// <summary>Why it went no further, escaped; empty where it went to the end.</summary>
    public string Problem { get; init; } = "";

    /// <summary>It saw us at its own address: some servers take that for safe, and show more than to others.</summary>
    public bool IsFromItself { get; init; }

    /// <summary>It takes whoever connects for logged in, before TLS.</summary>
    public bool IsLoggedIn { get; init; }

    /// <summary>What it offers in the clear; null where TLS comes first, or nothing was said.</summary>
    public AccessOffer? Clear { get; init; }

    /// <summary>It agreed to begin TLS.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>It sent more in the clear behind its agreement.</summary>
    public bool SpeaksBeforeTls { get; init; }

    /// <summary>TLS as our own program makes it; null where it did not come to a handshake.</summary>
    public TlsFacts? Tls { get; init; }

    /// <summary>The certificate that was shown.</summary>
    public PeerCertificate? Certificate { get; init; }

    /// <summary>A password would have been taken in the clear.</summary>
    public SideProbeAnswer Login { get; init; }

    /// <summary>It obeys what was smuggled in before TLS.</summary>
    public SideProbeAnswer Injection { get; init; }

    /// <summary>The versions of SSL and TLS; empty where TLS is not spoken.</summary>
    public IReadOnlyList<VersionFacts> Versions { get; init; } = [];

    /// <summary>For people.</summary>
    public string Words => $"{Port.Words} [{Address.Address}]";
}
