using System.Security.Authentication;
using Gatepost.Configuration.Reading;
using Gatepost.Configuration.Values;
using Gatepost.Messages;

namespace Gatepost.Configuration.Options;

/// <summary>The <c>tls…</c> options, which the rows for domains and partners and <c>[outbound]</c> share.</summary>
internal static class TlsOptions
{
    public const string CaFile = "tls_ca_file";

    public const string MtaSts = "tls_mta_sts";

    private static readonly ValueKind<SslProtocols?> Version = new ScalarKind<SslProtocols?>("TLS version", "\"1.2\" or \"1.3\"",
        ScalarForm.Text | ScalarForm.Fraction,
        static (text, _) => text switch
        {
            "1.2" => SslProtocols.Tls12,
            "1.3" => SslProtocols.Tls13,
            _ => Parsed<SslProtocols?>.Refuse("is no version of TLS that can be demanded"),
        },
        static value => value switch { null => null, SslProtocols.Tls13 => "\"1.3\"", _ => "\"1.2\"" });

    public static string Word(PublishedPolicy policy) => policy switch
    {
        PublishedPolicy.Enforce => "enforce",
        PublishedPolicy.Audit => "audit",
        _ => "off",
    };

    public static readonly Section<TlsRequirement> Section = new("tls", SectionShape.Single, "TLS towards these domains.",
        new TlsRequirement())
    {
        { "tls", Kinds.Word(Enum.GetValues<TlsLevel>(), TlsLevels.Word), row => row.Level,
            (row, value) => row with { Level = value },
            "How much TLS is asked for, from none to secure; docs/configuration.md explains the levels." },
        { "tls_names", Kinds.Domains, row => row.Names, (row, value) => row with { Names = value },
            "Names one of which the certificate must bear, instead of the server's (verify) or the domain's (secure)." },
        { CaFile, Kinds.OptionalFile, row => row.CaFile, (row, value) => row with { CaFile = value },
            "PEM file with the certificate authorities to trust instead of the system's." },
        { "tls_pins", Kinds.Pins, row => row.Pins, (row, value) => row with { Pins = value },
            "Fingerprints of the certificates or keys that are accepted at the level fingerprint." },
        { "tls_client_certificate", Kinds.OptionalLabel, row => row.ClientCertificate,
            (row, value) => row with { ClientCertificate = value },
            "The name of the [[certificate]] to show when the other side asks who we are." },
        { "tls_minimum_version", Version, row => row.MinimumVersion, (row, value) => row with { MinimumVersion = value },
            "The oldest version of TLS that is accepted; where it is not set, the level decides." },
        { "tls_dane", Kinds.Word(Enum.GetValues<PublishedPolicy>(), Word), row => row.Dane,
            (row, value) => row with { Dane = value },
            "What is done with the other side's TLSA records (DANE): enforce; audit, which looks and tells; or off." },
        { MtaSts, Kinds.Word(Enum.GetValues<PublishedPolicy>(), Word), row => row.MtaSts,
            (row, value) => row with { MtaSts = value },
            "What is done with the other side's policy of MTA-STS: enforce; audit, which looks and tells; or off." },
    };
}
