using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[dns]</c>.</summary>
internal static class DnsOptions
{
    public static readonly Section<DnsConfig> Section = new("dns", SectionShape.Single, "Whom Gatepost asks for names.",
        new DnsConfig())
    {
        { "resolvers", Kinds.Resolvers, row => row.Resolvers, (row, value) => row with { Resolvers = value },
            "Name servers in their order; when empty, those of the system." },
        { "timeout", Amounts.Duration("100ms"), row => row.Timeout, (row, value) => row with { Timeout = value },
            "How long one of them may take for one question." },
        { "tries", Amounts.Number(1, 10), row => row.Tries, (row, value) => row with { Tries = value },
            "How often each of them is asked, where it is silent." },
        { "trust_remote", Kinds.Switch, row => row.TrustRemote, (row, value) => row with { TrustRemote = value },
            "Whether to believe resolvers on other machines when they say that DNSSEC proved an answer; only where nobody can "
            + "touch the way to them. Those on this machine are believed once they have shown that they validate." },
        { "dnssec_probe", Kinds.ProbeName, row => row.DnssecProbe, (row, value) => row with { DnssecProbe = value },
            "A signed name: a resolver that validates proves it. With \"\" none is asked for." },
        { "dnssec_bogus_probe", Kinds.ProbeName,
            row => row.DnssecBogusProbe, (row, value) => row with { DnssecBogusProbe = value },
            "A name whose signatures are wrong on purpose: a resolver that validates refuses it. With \"\" none is asked for." },
    };
}
