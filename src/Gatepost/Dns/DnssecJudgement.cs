using System.Net;

namespace Gatepost.Dns;

/// <summary>The one table from what resolvers showed to whom we ask and what we believe.</summary>
/// <remarks><code>
///   seen                                       state             asked          no proof means
///   one validates                              Validates         those          Insecure
///   one did, under this configuration          Lost              all            Indeterminate
///   none is trusted, or each was seen to fail  DoesNotValidate   all            Insecure
///   otherwise                                  Unproven          the trusted    Indeterminate
/// </code></remarks>
internal static class DnssecJudgement
{
    private const string Waits = "what hangs on proofs waits",
        Open = "it has shown neither that it validates nor that it does not, so mail that goes by MX waits, since nobody can "
            + "tell trouble from an attack: mend it, or name another under [dns] resolvers; with one that answers and does not "
            + "validate, mail goes at once, without DANE (docs/running.md)",
        Remedy = "DANE is off: run a validating resolver on this machine, such as unbound (docs/running.md)";

    public static DnssecStance Of(
        ResolverPanel panel, IReadOnlyDictionary<IPEndPoint, DnssecSight> sights, bool hasValidated)
    {
        IPEndPoint[] proven = [.. panel.Trusted.Where(server => sights[server].Validates)];
        var all = string.Join("; ", panel.Trusted.Select(server => $"{server} {sights[server].Result.Words}"));
        if (proven.Length > 0)
        {
            var others = string.Join(", ", panel.Servers.Except(proven));
            return Stance(proven, DnssecState.Validates, others.Length == 0 ? all : $"{all}; not asked, therefore: {others}");
        }

        if (hasValidated)
            return Stance(panel.Servers, DnssecState.Lost,
                $"what validated does no longer: {(all.Length > 0 ? all : Untrusted(panel))}; "
                + $"{Waits} until it does again, or [dns] changes");
        if (panel.Trusted.Count == 0)
            return Stance(panel.Servers, DnssecState.DoesNotValidate, $"{Untrusted(panel)}; {Remedy}");
        return panel.Trusted.All(server => sights[server].Result.Verdict is ProbeVerdict.Fails)
            ? Stance(panel.Servers, DnssecState.DoesNotValidate, $"{all}; {Remedy}")
            : Stance(panel.Trusted, DnssecState.Unproven, $"{all}; {Open}");
    }

    private static DnssecStance Stance(IReadOnlyList<IPEndPoint> servers, DnssecState state, string words) => new(
        servers,
        CountsProofs: state is DnssecState.Validates,
        WithoutProof: state is DnssecState.Validates or DnssecState.DoesNotValidate
            ? DnsSecurity.Insecure
            : DnsSecurity.Indeterminate,
        new(state, words, default));

    private static string Untrusted(ResolverPanel panel) => panel.Servers.Count == 0
        ? "there is no resolver"
        : $"{string.Join(", ", panel.Servers)} {(panel.Servers.Count == 1 ? "is" : "are")} not on this machine, "
            + "so nobody's word on proofs is taken ([dns] trust_remote)";
}
