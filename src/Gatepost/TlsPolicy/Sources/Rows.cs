using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>How a row of the configuration reads as an opinion.</summary>
internal static class Rows
{
    /// <summary>Asks nothing of every host: what a source says that only speaks of single hosts.</summary>
    public static readonly TlsRequirement NoRequirement = new() { Level = TlsLevel.None };

    /// <summary>What our own hop gets where no row speaks of it.</summary>
    private static readonly TlsRequirement Opportunistic = new();

    /// <summary>The row of ours that speaks of a destination, or the default.</summary>
    public static TlsRequirement InForce(TlsQuestion question)
    {
        var (config, domain) = (question.Config, question.Route.Domain);
        return question.Route.Direction is MailDirection.In
            ? config.FindDomain(domain)?.Tls ?? Opportunistic
            : question.Partner is { } partner ? InForce(partner, question) : config.Outbound.Tls;
    }

    /// <summary>What a row says that asks for no more than holds for everybody.</summary>
    public static TlsOpinion Watched(string source, string words, TlsRequirement everybody) =>
        new(everybody, everybody.Level is TlsLevel.None ? OpinionForce.Exact : OpinionForce.Floor, new Evidence(source, words));

    // A partner who is only watched is held to what everybody is held to; by its row's names, CA and pins it is still looked at,
    // so that the ledger knows what would have been.
    private static TlsRequirement InForce(PartnerConfig partner, TlsQuestion question)
    {
        if (partner.IsEnforced(question.Now)) return partner.Tls;
        var everybody = question.Config.Outbound.Tls;
        if (everybody.Level.MustMatch()) return everybody;
        return partner.Tls with
        {
            Level = everybody.Level,
            MinimumVersion = everybody.MinimumVersion,
            Dane = partner.Tls.Dane is PublishedPolicy.Enforce ? everybody.Dane : partner.Tls.Dane,
            MtaSts = partner.Tls.MtaSts is PublishedPolicy.Enforce ? everybody.MtaSts : partner.Tls.MtaSts,
        };
    }

    public static TlsOpinion Opinion(string source, TlsRequirement requirement) =>
        new(requirement, requirement.Level is TlsLevel.None ? OpinionForce.Exact : OpinionForce.Floor,
            new Evidence(source, Statement(requirement)));

    /// <summary>A requirement in words.</summary>
    public static string Statement(TlsRequirement requirement)
    {
        var words = $"level {requirement.Level.Word()}";
        if (requirement.Names.Count > 0) words += $", names {string.Join(' ', requirement.Names)}";
        if (requirement.CaFile is { } file) words += $", CA of {file}";
        if (requirement.Pins.Count > 0) words += requirement.Pins.Count == 1 ? ", 1 pin" : $", {requirement.Pins.Count} pins";
        return words;
    }
}
