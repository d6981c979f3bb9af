using Gatepost.Checks;
using Gatepost.Dns;

namespace Gatepost.Host.Doctor;

/// <summary>N: whether somebody answers for the DNS, and whether the answers can be proven.</summary>
internal sealed class ResolverCheck : IDoctorCheck
{
    public static readonly FindingKind None = new("N1", Severity.Fail, "There is no resolver")
    {
        Meaning = "Neither the configuration nor the system names one: where mail goes by MX cannot be looked up, so it waits.",
        Remedy = "Install unbound on this machine and set [dns] resolvers = [\"127.0.0.1\"] (docs/running.md).",
    };

    public static readonly FindingKind AllSilent = new("N2", Severity.Fail, "No resolver answers as it should")
    {
        Meaning = "Where mail goes by MX cannot be looked up, so it waits in the queue, and goes back to its senders when its "
            + "lifetime is over.",
        Remedy = "See whether the resolver runs (systemctl status unbound) and what its log says; a resolver elsewhere: whether "
            + "the firewall lets port 53 through, UDP and TCP.",
    };

    public static readonly FindingKind OneSilent = new("N3", Severity.Warning, "One of the resolvers does not answer right")
    {
        Meaning = "Others answer in its place, and each question that goes to it first waits for dns.timeout.",
        Remedy = "Mend it, or take it out of [dns] resolvers (or /etc/resolv.conf).",
    };

    public static readonly FindingKind NoProofs = new("N4", Severity.Warning, "No resolver proves its answers: DANE is off")
    {
        Meaning = "Whether a domain publishes by DANE which key its server has cannot be known safely, so mail goes there as if "
            + "it did not: encrypted where offered, to whoever answers.",
        Remedy = "Run a validating resolver on this machine, such as unbound, and set [dns] resolvers = [\"127.0.0.1\"] "
            + "(docs/running.md).",
    };

    public static readonly FindingKind Open = new("N5", Severity.Fail, "Whether the resolver proves its answers is open")
    {
        Meaning = "The resolver on this machine fails, or says nothing, where it is asked for the names of the probe. Nobody can "
            + "tell trouble from an attack, so mail that goes by MX waits.",
        Remedy = "Mend the resolver (its log says what it lacks), or name under [dns] resolvers another that answers; "
            + "docs/running.md tells what fits where.",
    };

    public string Subject => "resolver";

    public IReadOnlyList<FindingKind> Kinds => [None, AllSilent, OneSilent, NoProofs, Open];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        var resolvers = seen.Resolvers;
        if (resolvers.Count == 0)
        {
            yield return new(None, "dns");
            yield break;
        }

        var silent = resolvers.Where(static resolver => resolver.Problem is not null).ToList();
        var isNobodyThere = silent.Count == resolvers.Count;
        foreach (var resolver in silent)
            yield return new(isNobodyThere ? AllSilent : OneSilent, resolver.Server.ToString(), resolver.Problem!);
        if (isNobodyThere || resolvers.Any(static resolver => resolver.Probe.Verdict is ProbeVerdict.Validates)) yield break;
        var trusted = resolvers.Where(static resolver => resolver.IsTrusted).ToList();
        var isOpen = trusted.Any(static resolver => resolver.Probe.Verdict is not ProbeVerdict.Fails);
        if (trusted.Count == 0)
        {
            yield return new(NoProofs, string.Join(", ", resolvers.Select(static resolver => resolver.Server)),
                "not on this machine, so nobody's word on proofs is taken ([dns] trust_remote)");
        }

        foreach (var resolver in trusted)
            yield return new(isOpen ? Open : NoProofs, resolver.Server.ToString(), resolver.Probe.Words);
    }

    public string Well(Examination seen) => string.Join("; ", seen.Resolvers
        .Where(static resolver => resolver.Problem is null)
        .Select(static resolver => resolver.Probe.Verdict is ProbeVerdict.Validates
            ? $"{resolver.Server} {resolver.Probe.Words}"
            : $"{resolver.Server} answers"));
}
