using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[[listener]]</c>.</summary>
internal static class ListenerOptions
{
    public static readonly Section<ListenerConfig> Section = new("listener", SectionShape.Repeated,
        "Where mail is taken in, and from whom.", new ListenerConfig { Name = "", Role = ListenerRole.Mx, Addresses = [] },
            "role", "listen")
    {
        { "role", Kinds.Word(Enum.GetValues<ListenerRole>(), Word), row => row.Role, (row, value) => row with { Role = value },
            "Whom it is for: mx the internet's servers, submission and submissions people's programs, relay our own servers." },
        { "listen", Kinds.ListenAddresses, row => row.Addresses, (row, value) => row with { Addresses = value },
            "Addresses and ports; the star is every address, IPv4 and IPv6." },
        { "name", Kinds.Label, row => row.Name, (row, value) => row with { Name = value },
            "What logs and the ledger call it; when not set, its role." },
        { "networks", Kinds.Networks, row => row.Networks, (row, value) => row with { Networks = value },
            "Relay only: networks whose machines may send anywhere without logging in." },
        { "client_ca_file", Kinds.OptionalFile, row => row.ClientCaFile, (row, value) => row with { ClientCaFile = value },
            "Relay only: PEM file with the authorities whose client certificates may send anywhere." },
        { "client_pins", Kinds.Pins, row => row.ClientPins, (row, value) => row with { ClientPins = value },
            "Relay only: fingerprints of client certificates or keys that may send anywhere." },
        { "bare_newline", Kinds.Word(Enum.GetValues<BareNewline>(), Word), row => row.BareNewline,
            (row, value) => row with { BareNewline = value },
            "What becomes of mail with broken line ends: refuse is safe, normalize mends it for old devices inside the house." },
        { "starttls", Kinds.Switch, row => row.StartTls, (row, value) => row with { StartTls = value },
            "Whether STARTTLS is offered; false leaves every client in clear text, and is for demonstrations and tests." },
        { "tls_tickets", Kinds.Switch, row => row.SessionTickets, (row, value) => row with { SessionTickets = value },
            "Whether a client may resume an earlier TLS session, which spares both sides work." },
        { "tls_cbc", Kinds.Switch, row => row.Cbc, (row, value) => row with { Cbc = value },
            "Whether TLS 1.2 with CBC ciphers is taken from who knows no better; false also ends tls_tickets." },
    };

    public static string Word(ListenerRole role) => role switch
    {
        ListenerRole.Mx => "mx",
        ListenerRole.Submission => "submission",
        ListenerRole.Submissions => "submissions",
        _ => "relay",
    };

    private static string Word(BareNewline treatment) => treatment is BareNewline.Refuse ? "refuse" : "normalize";
}
