using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Partners;
using Gatepost.Messages;

namespace Gatepost.Host.Verbs;

/// <summary>The options of <c>gatepost partner add</c>, and the row that they make.</summary>
internal sealed class PartnerAddOptions
{
    private readonly Option<string[]> _domain = new("--domain")
    {
        Description = "A domain of the partner; .example.org is all below it; may be given again.",
        HelpName = "DOMAIN",
        Required = true,
    };

    private readonly Option<string?> _name = Text("--name", "What output calls it; else its first domain.", "NAME");

    private readonly Option<string?> _directions =
        new Option<string?>("--directions") { Description = "Mail to them, from them, or both." }
            .AcceptOnlyFromAmong("both", "out", "in");

    private readonly Option<string?> _level = new Option<string?>("--level")
    {
        Description = "How mail to them must be protected: none, may, encrypt, fingerprint, dane-only, verify or secure.",
        HelpName = "WORD",
    }.AcceptOnlyFromAmong([.. Enum.GetValues<TlsLevel>().Select(TlsLevels.Word)]);

    private readonly Option<string?> _inbound =
        new Option<string?>("--inbound") { Description = "What mail from them must prove." }
            .AcceptOnlyFromAmong("none", "tls", "certificate");

    private readonly Option<string[]> _networks =
        List("--inbound-network", "Where their servers are; may be given again.", "CIDR");

    private readonly Option<string?> _inboundCa = Text("--inbound-ca", "PEM file with their own authority.", "FILE");

    private readonly Option<string[]> _inboundPins =
        List("--inbound-pin", "A fingerprint of their client certificate or key; may be given again.", "PIN");

    private readonly Option<string> _mode = new Option<string>("--mode")
    {
        Description = "monitor only watches; enforce keeps it up.",
        DefaultValueFactory = static _ => "monitor",
    }.AcceptOnlyFromAmong("monitor", "enforce");

    private readonly Option<string?> _onFailure =
        new Option<string?>("--on-failure") { Description = "What becomes of mail to them that cannot be encrypted so." }
            .AcceptOnlyFromAmong("defer", "hold", "bounce");

    private readonly Option<string?> _until = Text("--until", "The last day on which it is enforced.", "YYYY-MM-DD");
    private readonly Option<string?> _owner = Text("--owner", "Who of us answers for it.", "TEXT");
    private readonly Option<string?> _contact = Text("--contact", "Whom the other side can ask.", "TEXT");
    private readonly Option<string?> _nextHop = Text("--next-hop", "A fixed server instead of their MX.", "HOST:PORT");

    private readonly Option<string[]> _names =
        List("--tls-name", "A name that their certificate must bear; may be given again.", "NAME");
    private readonly Option<string?> _ca = Text("--tls-ca", "PEM file with the authorities to trust for them.", "FILE");

    private readonly Option<string[]> _pins =
        List("--tls-pin", "A fingerprint of their certificate or key; may be given again.", "PIN");

    private readonly Option<string?> _clientCertificate =
        Text("--client-certificate", "The name of the [[certificate]] to show them.", "NAME");

    public Option<string?> Reason { get; } = Text("--reason", "Why, for the row.", "TEXT");

    public Option<bool> Anyway { get; } =
        new("--anyway") { Description = "Enforce it though it cannot be met; say why with --reason." };

    public Option<bool> Print { get; } = new("--print") { Description = "Print the row, and write nothing." };

    public Option<bool> Json { get; } = new("--json") { Description = "Print JSON." };

    public Option<string?> Config { get; } = ConfigOption.Create();

    public Symbol[] Symbols =>
    [
        _domain, _name, _directions, _level, _inbound, _networks, _inboundCa, _inboundPins, _mode, _onFailure, _until, _owner,
        _contact, Reason, _nextHop, _names, _ca, _pins, _clientCertificate, Anyway, Print, Json, Config,
    ];

    public PartnerBlock Compose(ParseResult parsed)
    {
        var config = Path.GetDirectoryName(Path.GetFullPath(ConfigOption.PathOf(parsed.GetValue(Config))))!;
        return new PartnerBlock()
            .Add("name", parsed.GetValue(_name))
            .Add("domains", parsed.GetValue(_domain))
            .Add("directions", parsed.GetValue(_directions))
            .Add("mode", parsed.GetValue(_mode))
            .Add("on_failure", parsed.GetValue(_onFailure))
            .Add("valid_until", parsed.GetValue(_until))
            .Add("owner", parsed.GetValue(_owner))
            .Add("contact", parsed.GetValue(_contact))
            .Add("reason", parsed.GetValue(Reason)?.Trim())
            .Add("next_hop", parsed.GetValue(_nextHop))
            .Add("tls", parsed.GetValue(_level))
            .Add("tls_names", parsed.GetValue(_names))
            .Add("tls_ca_file", Absolute(parsed.GetValue(_ca), config))
            .Add("tls_pins", parsed.GetValue(_pins))
            .Add("tls_client_certificate", parsed.GetValue(_clientCertificate))
            .Add("inbound", parsed.GetValue(_inbound))
            .Add("inbound_networks", parsed.GetValue(_networks))
            .Add("inbound_client_ca_file", Absolute(parsed.GetValue(_inboundCa), config))
            .Add("inbound_client_pins", parsed.GetValue(_inboundPins));
    }

    // A path on the command line starts where the operator stands, one in the file at the file's folder.
    private static string? Absolute(string? path, string configFolder) =>
        string.IsNullOrEmpty(path) || Path.GetDirectoryName(Path.GetFullPath(path)) == configFolder
            ? Path.GetFileName(path)
            : Path.GetFullPath(path);

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static Option<string[]> List(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
