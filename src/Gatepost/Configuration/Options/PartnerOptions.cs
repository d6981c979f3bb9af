using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[[partner]]</c>.</summary>
internal static class PartnerOptions
{
    public static readonly Section<PartnerConfig> Section = new("partner", SectionShape.Repeated,
        "An agreement with somebody outside on how mail to them is encrypted.", new PartnerConfig { Name = "", Domains = [] },
            "domains")
    {
        { "domains", Kinds.Domains, row => row.Domains, (row, value) => row with { Domains = value },
            "The partner's domains; with a leading dot, all domains below it." },
        { "name", Kinds.Label, row => row.Name, (row, value) => row with { Name = value },
            "What output calls the partner; when not set, its first domain." },
        { "next_hop", Kinds.OptionalServer, row => row.NextHop, (row, value) => row with { NextHop = value },
            "A fixed server to give the mail to, instead of asking the DNS." },
        { "hold_on_regression", Kinds.Switch, row => row.HoldOnRegression, (row, value) => row with { HoldOnRegression = value },
            "Mail waits where the partner is reached with less TLS than it used to be, whatever tls asks for." },
        { TlsOptions.Section, row => row.Tls, (row, value) => row with { Tls = value } },
    };
}
