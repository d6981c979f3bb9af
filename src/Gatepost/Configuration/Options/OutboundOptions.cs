using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options of <c>[outbound]</c>.</summary>
internal static class OutboundOptions
{
    public static readonly Section<OutboundConfig> Section = new("outbound", SectionShape.Single,
        "Mail to everybody outside who has no [[partner]] row.", new OutboundConfig())
    {
        { "smart_host", Kinds.OptionalServer, row => row.SmartHost, (row, value) => row with { SmartHost = value },
            "A server of the provider that takes all mail going out; when not set, mail goes to the recipients' own servers." },
        { "ca_file", Kinds.OptionalFile, row => row.CaFile, (row, value) => row with { CaFile = value },
            "PEM file with the certificate authorities to trust instead of the system's, for every row that names none itself." },
        { "mx_port", Amounts.Number(1, 65535), row => row.MxPort, (row, value) => row with { MxPort = value },
            "The port of the recipients' servers; anything but 25 is for laboratories." },
        { "mta_sts_port", Amounts.Number(1, 65535), row => row.MtaStsPort, (row, value) => row with { MtaStsPort = value },
            "The port from which policies of MTA-STS are fetched; anything but 443 is for laboratories." },
        { "mta_sts_private_addresses", Kinds.Switch, row => row.MtaStsPrivateAddresses,
            (row, value) => row with { MtaStsPrivateAddresses = value },
            "Whether policies of MTA-STS are fetched from private and local addresses too, which is for laboratories." },
        { "concurrency", Amounts.Number(1, 100_000), row => row.Concurrency, (row, value) => row with { Concurrency = value },
            "Attempts under way at once." },
        { "concurrency_per_destination", Amounts.Number(1, 10_000), row => row.ConcurrencyPerDestination,
            (row, value) => row with { ConcurrencyPerDestination = value },
            "Connections to one destination at once; it begins with few and grows with success." },
        { "idle_connection", Amounts.Duration("0s"), row => row.IdleConnection,
            (row, value) => row with { IdleConnection = value },
            "How long an open connection waits for the next message." },
        { "messages_per_connection", Amounts.Number(1, 1_000_000), row => row.MessagesPerConnection,
            (row, value) => row with { MessagesPerConnection = value },
            "Messages over one connection before it is closed." },
        { TlsOptions.Section.Where(option => option.Name != TlsOptions.CaFile), row => row.Tls,
            (row, value) => row with { Tls = value } },
    };
}
