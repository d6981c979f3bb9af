using Gatepost.Configuration;
using Gatepost.Configuration.Options;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

/// <summary>A partner whose mail this seems to be, and how it stands with what was agreed.</summary>
/// <param name="Partner">The agreement.</param>
/// <param name="KnownBy">By what: a certificate, an address, or the sender's domain, which anybody can write.</param>
/// <param name="Lack">What is missing.</param>
internal sealed record PartnerFinding(PartnerConfig Partner, string KnownBy, PartnerLack Lack)
{
    /// <summary>The agreement is in force; else it is only watched.</summary>
    public required bool IsEnforced { get; init; }

    /// <summary>Why no certificate was taken, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>What the other side is told where the mail is not taken; null: it is.</summary>
    public SmtpReply? Refusal(string postmaster)
    {
        if (!IsEnforced || Lack is PartnerLack.Nothing) return null;
        var (name, contact) = (Partner.Name, Partner.Contact ?? postmaster);
        return Lack is PartnerLack.Tls
            ? Replies.PartnerMustUseTls(name, contact)
            : Replies.PartnerMustShowCertificate(name, Problem ?? "the client showed no certificate", contact);
    }

    /// <summary>For log and ledger.</summary>
    public string Words
    {
        get
        {
            var start = $"partner {Partner.Name}, known by {KnownBy}";
            if (Partner.Inbound.Demand is InboundDemand.None) return start;
            var demand = InboundOptions.Word(Partner.Inbound.Demand);
            if (Lack is PartnerLack.Nothing) return $"{start}: inbound {demand} is met";
            var why = Lack is PartnerLack.Tls ? "no TLS" : Problem ?? "the client showed no certificate";
            return IsEnforced
                ? $"{start}: inbound {demand} is not met: {why}"
                : $"{start}: watched: inbound {demand} would have failed: {why}";
        }
    }

    /// <summary>
    /// To which of the partner's domains its mail is counted. A client that is known by its address may name any domain as the
    /// sender's; a refusal must not bring names to the ledger that a stranger chose.
    /// </summary>
    public string DomainOf(Mailbox? sender) =>
        sender is { IsAddressLiteral: false }
        && DomainMatch.Best([Partner], sender.DomainKey, static row => row.Domains) is not null
            ? sender.DomainKey
            : Partner.Domains[0].TrimStart('.');
}
