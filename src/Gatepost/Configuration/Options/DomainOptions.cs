using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[[domain]]</c>.</summary>
internal static class DomainOptions
{
    public static readonly Section<DomainConfig> Section = new("domain", SectionShape.Repeated,
        "A domain of ours: its mail is taken in and given to our own server.",
        new DomainConfig { Name = "", NextHop = new HostPort("", 25) }, "name", "next_hop")
    {
        { "name", Kinds.Domain, row => row.Name, (row, value) => row with { Name = value },
            "The domain; with a leading dot, all domains below it." },
        { "next_hop", Kinds.Server, row => row.NextHop, (row, value) => row with { NextHop = value },
            "Our server that takes this domain's mail; without a port it is 25." },
        { "verify_recipients", Kinds.Switch, row => row.VerifyRecipients, (row, value) => row with { VerifyRecipients = value },
            "Ask that server whether a recipient exists before taking mail for it, so that unknown ones are refused at once." },
        { "requiretls", Kinds.Word(Enum.GetValues<RequireTlsHop>(), hop => hop.ToString().ToLowerInvariant()),
            row => row.RequireTls, (row, value) => row with { RequireTls = value },
            "What that server is to mail that must be encrypted all the way (REQUIRETLS): final, relay, or auto by the level." },
        // RFC 8461 §3.4 speaks of domains of others: our own server is told us by this row.
        { TlsOptions.Section.Where(option => option.Name != TlsOptions.MtaSts), row => row.Tls,
            (row, value) => row with { Tls = value } },
    };
}
