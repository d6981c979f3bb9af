using Gatepost.Protocols.Text;

namespace Gatepost.Protocols.MailAuth;

/// <summary>
/// The record of SPF at a domain (RFC 7208 §3): which addresses may send mail that names the domain as its sender.
/// </summary>
/// <remarks><code>
///   record    = "v=spf1" *( 1*SP ( directive / modifier ) ) *SP
///   directive = [ "+" / "-" / "~" / "?" ] mechanism         -all  include:example.net  ip4:192.0.2.0/24
///   modifier  = name "=" macro-string                       redirect=_spf.example.net
/// </code></remarks>
/// <param name="State">Whether there is exactly one that can be read.</param>
/// <param name="Directives">In their order; empty unless Valid.</param>
/// <param name="Redirect">The domain whose record holds where no directive fits; null: none does.</param>
/// <param name="Flaws">What is wrong, of a valid record too.</param>
/// <param name="Wrong">The term that cannot be read; empty where all can be.</param>
public sealed record SpfRecord(
    TxtRecordState State, IReadOnlyList<SpfDirective> Directives, string? Redirect, IReadOnlyList<SpfRecordFlaw> Flaws,
    string Wrong = "")
{
    private const string Version = "v=spf1";

    /// <summary>What the record says of whoever nothing else in it fits; null: it leaves that to another record, or says
    /// nothing.</summary>
    public SpfQualifier? Default => Directives.FirstOrDefault(static one => one.Mechanism is SpfMechanism.All)?.Qualifier;

    /// <summary>Reads all TXT records at the domain; the strings of each are put together already.</summary>
    public static SpfRecord Read(IReadOnlyList<string> texts)
    {
        // RFC 7208 §4.5: the version ends at a blank or at the end: "v=spf10" is no record.
        string[] records = [.. texts.Where(IsRecord)];
        List<SpfRecordFlaw> flaws = texts.Any(IsNearMiss) ? [SpfRecordFlaw.NearMiss] : [];
        return records.Length switch
        {
            0 => new(TxtRecordState.Absent, [], null, flaws),
            1 => Read(records[0], flaws),
            _ => Invalid(flaws, SpfRecordFlaw.Several, ""), // RFC 7208 §4.5: "permerror"
        };
    }

    private static SpfRecord Read(string text, List<SpfRecordFlaw> flaws)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return Invalid(flaws, SpfRecordFlaw.Characters, "");
        var directives = new List<SpfDirective>();
        string? redirect = null, explanation = null;
        foreach (var term in text[Version.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (SpfTerm.ReadModifier(term) is { } modifier)
            {
                ref var place = ref redirect;
                switch (modifier.Name.ToLowerInvariant())
                {
                    case "redirect": break;
                    case "exp": place = ref explanation; break;
                    default:
                        if (!SpfMacro.IsString(modifier.Value)) return Invalid(flaws, SpfRecordFlaw.Syntax, term);
                        continue;
                }

                // RFC 7208 §6: "MUST NOT appear in a record more than once each".
                if (place is not null) return Invalid(flaws, SpfRecordFlaw.Repeated, term);
                if (!SpfMacro.IsDomain(modifier.Value)) return Invalid(flaws, SpfRecordFlaw.Syntax, term);
                place = modifier.Value;
            }
            else if (SpfTerm.ReadDirective(term) is { } directive) directives.Add(directive);
            else return Invalid(flaws, SpfRecordFlaw.Syntax, term);
        }

        // RFC 7208 §5.1: what stands behind "all", and a redirect beside it, is passed over.
        return new(TxtRecordState.Valid, directives,
            directives.Exists(static one => one.Mechanism is SpfMechanism.All) ? null : redirect, flaws);
    }

    private static SpfRecord Invalid(List<SpfRecordFlaw> flaws, SpfRecordFlaw flaw, string wrong)
    {
        flaws.Add(flaw);
        return new(TxtRecordState.Invalid, [], null, flaws, wrong);
    }

    private static bool IsRecord(string text) => text.StartsWith(Version, StringComparison.OrdinalIgnoreCase)
        && (text.Length == Version.Length || text[Version.Length] == ' ');

    private static bool IsNearMiss(string text) => !IsRecord(text)
        && (text.TrimStart(' ', '\t', '"').StartsWith("v=spf", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("spf1", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("v= spf", StringComparison.OrdinalIgnoreCase))
        && !text.StartsWith("v=spf2.0", StringComparison.OrdinalIgnoreCase); // Sender ID of RFC 4406: something else
}
