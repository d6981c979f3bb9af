using System.Net;
using Gatepost.Checks.TlsProbing;
using Gatepost.Delivery;
using Gatepost.Dns;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Checks.Survey;

/// <summary>What was seen at one address of one host.</summary>
internal sealed record AddressSurvey
{
    /// <summary>Stands for the answer where nobody asked.</summary>
    public static DnsAnswer<string> NobodyAsked { get; } = new(DnsOutcome.NoData, DnsSecurity.Insecure, [], "");

    public required IPEndPoint Address { get; init; }

    /// <summary><c>name[address]:port</c>.</summary>
    public required string Peer { get; init; }

    /// <summary>Why mail would not be carried there now; null: it would.</summary>
    public required ConversationFailure? Failure { get; init; }

    /// <summary>What TLS was like.</summary>
    public required TlsFacts Tls { get; init; }

    /// <summary>The dialogue, and what it showed.</summary>
    public required DialRecord Call { get; init; }

    /// <summary>How a handshake with the usual ciphers failed, where another call offered every cipher; else null.</summary>
    public ConversationFailure? FirstHandshake { get; init; }

    /// <summary>We have no way to addresses of this family: nothing can be said about it.</summary>
    public bool IsOutOfOurReach { get; init; }

    /// <summary>Whether the server obeys what was smuggled in before TLS.</summary>
    public SideProbeAnswer Injection { get; init; }

    /// <summary>Whether a client that names no host in its handshake gets a certificate.</summary>
    public SideProbeAnswer WithoutServerName { get; init; }

    /// <summary>What its TLS can be talked into; null where nobody asked.</summary>
    public TlsProbeFacts? Probe { get; init; }

    /// <summary>Certificates for other kinds of keys than the one that mail meets.</summary>
    public IReadOnlyList<OtherKey> OtherKeys { get; init; } = [];

    /// <summary>What a second call was answered; null: there was none, or it did not get so far.</summary>
    public SecondCall? Second { get; init; }

    /// <summary>The names of the address.</summary>
    public DnsAnswer<string> Names { get; init; } = NobodyAsked;

    /// <summary>Whether one of its names leads back to it.</summary>
    public bool LeadsBack { get; init; }

    /// <summary>The peer spoke SMTP and takes mail, TLS aside.</summary>
    public bool Answered => Call is { Greeting.IsPositive: true, TookHello: true };

    /// <summary>Mail would be carried there now, or once the first retry is due.</summary>
    public bool TakesMail => Failure is null || MayFallBackToClear;

    /// <summary>TLS failed, and the level allows clear text on a later attempt.</summary>
    public bool MayFallBackToClear { get; init; }

    /// <summary>What it offers: after TLS where there was TLS; null where EHLO was refused.</summary>
    public EhloReply? Offer => (Call.TlsOffer ?? Call.ClearOffer) is { } reply ? EhloReply.Parse(reply) : null;

    /// <summary>STARTTLS was among what it offers in the clear.</summary>
    public bool OffersStartTls =>
        Call.ClearOffer is { } reply && EhloReply.Parse(reply).Offers(SmtpExtensions.StartTls);

    /// <summary>What was agreed on is older than any level takes that proves the peer: so nothing can be proven there.</summary>
    public bool IsWeak => Tls.IsEncrypted && !Tls.Proofs.HasFlag(TlsProofs.Strong);

    /// <summary>What can be proven there; null where nobody knows.</summary>
    public Assurance? Reachable => Failure switch
    {
        _ when !Answered => null,
        null or { Kind: FailureKind.Untrusted } => !Tls.IsEncrypted ? Assurance.Clear
            : IsWeak ? Assurance.Encrypted : Tls.Reachable,
        { Kind: FailureKind.NotOffered } => Assurance.Clear,
        _ when MayFallBackToClear => Assurance.Clear,
        _ => null,
    };
}
