using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Options;

/// <summary>The options before the first section.</summary>
internal static class TopOptions
{
    public static readonly Section<GatepostConfig> Section = new("", SectionShape.Top, "The gateway as a whole.",
        new GatepostConfig { Hostname = "", DataDirectory = "" }, "hostname", "data_dir")
    {
        { "hostname", Kinds.HostName, row => row.Hostname, (row, value) => row with { Hostname = value },
            "What Gatepost calls itself towards other servers: the name that the MX record and the certificate bear." },
        { "data_dir", Kinds.FilePath, row => row.DataDirectory, (row, value) => row with { DataDirectory = value },
            "The folder for the queue, the ledger and everything else that must survive." },
        { "postmaster", Kinds.MailAddress, row => row.Postmaster, (row, value) => row with { Postmaster = value },
            "Where questions about our notices go; when not set, postmaster at the hostname." },
        { "users_file", Kinds.OptionalFile, row => row.UsersFile, (row, value) => row with { UsersFile = value },
            "Who may log in, kept by \"gatepost user\"; when not set, users.toml in the data folder." },
    };
}
