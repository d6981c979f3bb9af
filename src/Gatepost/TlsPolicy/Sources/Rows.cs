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
            : config.FindPartner(domain)?.Tls ?? config.Outbound.Tls;
    }

    public static TlsOpinion Opinion(string source, TlsRequirement requirement) =>
        new(requirement, requirement.Level is TlsLevel.None ? OpinionForce.Exact : OpinionForce.Floor,
            new Evidence(source, Statement(requirement)));

    private static string Statement(TlsRequirement requirement)
    {
        var words = $"level {requirement.Level.Word()}";
        if (requirement.Names.Count > 0) words += $", names {string.Join(' ', requirement.Names)}";
        if (requirement.CaFile is { } file) words += $", CA of {file}";
        if (requirement.Pins.Count > 0) words += requirement.Pins.Count == 1 ? ", 1 pin" : $", {requirement.Pins.Count} pins";
        return words;
    }
}
