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
            "How often each of them is asked." },
    };
}
