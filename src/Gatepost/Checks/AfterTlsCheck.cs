using Gatepost.Checks.Survey;
using Gatepost.Delivery;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Checks;

/// <summary>B5, B9, B10: what the server offers once TLS stands.</summary>
internal sealed class AfterTlsCheck : ICheck
{
    public static readonly FindingKind Mute = new("B5", Severity.Fail, "The server does not answer after the handshake")
    {
        Meaning = "TLS comes about, and then the server says nothing, or refuses EHLO. No mail can be given to it. A filter "
            + "behind the TLS, or a server that wants a client certificate, behaves so.",
        Remedy = "Whoever runs the server looks into its log at the time of this check.",
    };

    public static readonly FindingKind OfferedAgain = new("B5-again", Severity.Info, "STARTTLS is offered inside of TLS")
    {
        Own = Severity.Warning,
        Meaning = "After TLS has begun the server must not offer it again (RFC 3207 §4.2). It does no harm by itself, and "
            + "shows a server that keeps what was said before TLS.",
        Remedy = "The server's operator updates its software.",
    };

    public static readonly FindingKind NoRequireTls = new("B9", Severity.Info, "REQUIRETLS is not offered")
    {
        Meaning = "A sender can mark a single message so that it is never passed on without verified TLS (RFC 8689). This "
            + "host does not know the mark: such messages come back instead. Few servers know it yet.",
        Remedy = "Nothing, unless you need it. Then the server's operator switches it on, if its software knows it.",
    };

    public static readonly FindingKind OldServer = new("B10", Severity.Info, "The server lacks common extensions")
    {
        Meaning = "Without 8BITMIME messages with umlauts in their body may come back, without SIZE large ones are refused "
            + "only after they were transferred, without PIPELINING mail is slow.",
        Remedy = "The server's operator switches them on; often a filter or firewall in front hides them.",
    };

    private static readonly (SmtpExtensions Extension, string Word)[] Common =
    [
        (SmtpExtensions.EightBitMime, "8BITMIME"), (SmtpExtensions.Size, "SIZE"), (SmtpExtensions.Pipelining, "PIPELINING"),
    ];

    public IReadOnlyList<FindingKind> Kinds => [Mute, OfferedAgain, NoRequireTls, OldServer];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var address in survey.Addresses.Where(address => address.Answered))
        {
            if (address.Call.Judgement is { Stream: not null } && address.Failure is { Stage: ConversationStage.Hello } mute)
                yield return new(Mute, address.Peer, mute.Describe());
            if (address.Offer is not { } offer) continue;
            var lacking = Common.Where(pair => !offer.Offers(pair.Extension)).Select(pair => pair.Word).ToList();
            if (lacking.Count > 0) yield return new(OldServer, address.Peer, $"not offered: {string.Join(", ", lacking)}");
            if (address.Call.TlsOffer is null) continue;
            if (offer.Offers(SmtpExtensions.StartTls)) yield return new(OfferedAgain, address.Peer);
            if (!offer.Offers(SmtpExtensions.RequireTls)) yield return new(NoRequireTls, address.Peer);
        }
    }
}
