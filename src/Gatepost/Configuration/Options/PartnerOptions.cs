using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[[partner]]</c>.</summary>
internal static class PartnerOptions
{
    public const string ValidUntil = "valid_until";

    public static readonly Section<PartnerConfig> Section = new("partner", SectionShape.Repeated,
        "An agreement with somebody outside on how mail to them and from them is encrypted.",
        new PartnerConfig { Name = "", Domains = [] }, "domains")
    {
        { "domains", Kinds.Domains, row => row.Domains, (row, value) => row with { Domains = value },
            "The partner's domains; with a leading dot, all domains below it." },
        { "name", Kinds.Label, row => row.Name, (row, value) => row with { Name = value },
            "What output calls the partner; when not set, its first domain." },
        { "directions", Kinds.Word([PartnerDirections.Both, PartnerDirections.Out, PartnerDirections.In], Word),
            row => row.Directions, (row, value) => row with { Directions = value },
            "Which mail the agreement is about: out (to the partner), in (from the partner), or both." },
        { "mode", Kinds.Word(Enum.GetValues<PartnerMode>(), Word), row => row.Mode, (row, value) => row with { Mode = value },
            "enforce keeps the agreement up; monitor only writes down what would have failed, and refuses and holds nothing." },
        { "on_failure", Kinds.Word(Enum.GetValues<UnmetAction>(), Word), row => row.OnFailure,
            (row, value) => row with { OnFailure = value },
            "Mail to the partner that cannot be encrypted as agreed: defer it, hold it for release, or bounce it at once." },
        { ValidUntil, Kinds.Day, row => row.ValidUntil, (row, value) => row with { ValidUntil = value },
            "The last day on which it is enforced; after it the row only monitors, and warns." },
        { "owner", Kinds.Note, row => row.Owner, (row, value) => row with { Owner = value },
            "Who of us answers for the agreement." },
        { "contact", Kinds.Note, row => row.Contact, (row, value) => row with { Contact = value },
            "Whom the other side can ask; told to it with each refusal. When not set, our postmaster." },
        { "reason", Kinds.Note, row => row.Reason, (row, value) => row with { Reason = value },
            "Why the agreement is as it is." },
        { "next_hop", Kinds.OptionalServer, row => row.NextHop, (row, value) => row with { NextHop = value },
            "A fixed server to give the mail to, instead of asking the DNS." },
        { "hold_on_regression", Kinds.Switch, row => row.HoldOnRegression, (row, value) => row with { HoldOnRegression = value },
            "Mail waits where the partner is reached with less TLS than it used to be, whatever tls asks for." },
        { TlsOptions.Section, row => row.Tls, (row, value) => row with { Tls = value } },
        { InboundOptions.Section, row => row.Inbound, (row, value) => row with { Inbound = value } },
    };

    public static string Word(PartnerDirections directions) => directions switch
    {
        PartnerDirections.Out => "out",
        PartnerDirections.In => "in",
        _ => "both",
    };

    public static string Word(PartnerMode mode) => mode is PartnerMode.Enforce ? "enforce" : "monitor";

    public static string Word(UnmetAction action) => action switch
    {
        UnmetAction.Defer => "defer",
        UnmetAction.Hold => "hold",
        _ => "bounce",
    };
}
