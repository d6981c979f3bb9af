using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>How a row of the configuration reads as an opinion.</summary>
internal static class Rows
{
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
