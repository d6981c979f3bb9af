using System.Net;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Host.Admin;
using Gatepost.Host.Doctor;
using Gatepost.Host.Verbs;
using Gatepost.Messages;
using Gatepost.Storage.Upkeep;

namespace Gatepost.Tests.Doctor;

/// <summary>A Gatepost that is well, and for each finding of the doctor what raises it.</summary>
internal static class DoctorScenes
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private const string Metrics =
        """
        # TYPE gatepost_dispatch_faults_total counter
        gatepost_dispatch_faults_total{otel_scope_name="Gatepost"} 0 1795521600000
        gatepost_storage_failures_total_other 7 1795521600000
        """;

    public static Examination Well { get; } = new()
    {
        Now = Now,
        ConfigPath = "/etc/gatepost/gatepost.toml",
        Problems = [],
        Config = new()
        {
            Hostname = "gate.harbour.test",
            DataDirectory = "/var/lib/gatepost",
            Partners = [new() { Name = "lighthouse", Domains = ["lighthouse.test"], Tls = new() { Level = TlsLevel.Verify } }],
        },
        Server = new() { Process = 4711, Health = Health(), Metrics = Metrics },
        Folder = new("/var/lib/gatepost", FolderState.Usable)
        {
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            Owner = 999,
            ServerUser = 999,
        },
        Disk = new() { Kind = "ext4", Free = 20L << 30, Files = (1_000_000, 900_000), Sync = TimeSpan.FromMilliseconds(1.5) },
        Data = new(
            [
                new("spool.db", StoreState.Current, "version 2, 8192 octets"),
                new("ledger.db", StoreState.Current, "version 2, 8192 octets"),
                new("state.db", StoreState.Current, "version 1, 4096 octets"),
            ],
            new() { Entries = 3, Oldest = Now.AddHours(-1), Newest = Now.AddMinutes(-1), EarliestDue = Now },
            new() { Oldest = Now.AddDays(-30), Newest = Now.AddMinutes(-1), DeliveredOut = Now.AddMinutes(-2) }),
        Partners = new Dictionary<string, string> { ["lighthouse"] = "verify" },
        Resolvers = [Resolver("127.0.0.1", true, new(ProbeVerdict.Validates, "proves ."))],
        Ports = [new("mx", new(IPAddress.Any, 25), PortState.Ours), new("admin", new(IPAddress.Loopback, 8025), PortState.Ours)],
        Certificates =
        [
            new() { Name = "main", NotBefore = Now.AddDays(-10), NotAfter = Now.AddDays(80), Names = ["*.harbour.test"] },
        ],
        Machine = new() { IsClockKept = true, Descriptors = 524_288, Memory = 2L << 30 },
    };

    /// <summary>What raises each finding, and nothing else.</summary>
    public static IReadOnlyDictionary<string, Func<Examination, Examination>> All { get; } =
        new Dictionary<string, Func<Examination, Examination>>
        {
            ["K1"] = static well => well with { Problems = [Problem(ProblemSeverity.Error, "\"5x\" is no duration")] },
            ["K2"] = static well => well with { Problems = [Problem(ProblemSeverity.Warning, "longer than the lifetime")] },
            ["S1"] = static well => well with { Server = new() },
            ["S2"] = static well => well with { Server = new() { Process = 4711, Problem = "nobody answers at its socket" } },
            ["S3"] = static well => With(well, new HealthCheck("disk", HealthCheck.Failing, "no mail is taken (452): the disk is full")),
            ["S4"] = static well => With(well, new HealthCheck("configuration", HealthCheck.Warning, "the file is broken")),
            ["S5"] = static well => well with { Server = well.Server with { Health = Health() with { Version = "0.0.9" } } },
            ["S6"] = static well => Counted(well, "gatepost_dispatch_faults_total{otel_scope_name=\"Gatepost\"} 3 1795521600000"),
            ["S7"] = static well => Counted(well, "gatepost_storage_failures_total{store=\"{spool}\"} 12 1795521600000"),
            ["S8"] = static well => well with { Server = new() { Process = 4711, IsDenied = true } },
            ["L1"] = static well => well with
            {
                Folder = new("/var/lib/gatepost", FolderState.Denied, "Access to the path '/var/lib/gatepost' is denied."),
            },
            ["L2"] = static well => well with { Folder = well.Folder with { Foreign = ["spool.db", "spool.db-wal"] } },
            ["L3"] = static well => well with { Folder = well.Folder with { ServerUser = 0 } },
            ["L4"] = static well => well with { Folder = well.Folder with { Mode = well.Folder.Mode | UnixFileMode.OtherExecute } },
            ["L5"] = static well => well with { Disk = well.Disk with { IsReadOnly = true, WriteProblem = "Read-only file system" } },
            ["L6"] = static well => well with { Disk = well.Disk with { Free = 100L << 20 } },
            ["L7"] = static well => well with { Disk = well.Disk with { Free = 600L << 20 } },
            ["L8"] = static well => well with { Disk = well.Disk with { Files = (1_000_000, 1_000) } },
            ["L9"] = static well => well with { Disk = well.Disk with { Sync = null, WriteProblem = "Disk quota exceeded" } },
            ["L10"] = static well => well with { Disk = well.Disk with { Sync = TimeSpan.FromMilliseconds(450) } },
            ["L11"] = static well => well with { Disk = well.Disk with { Kind = "tmpfs", Files = null } },
            ["L12"] = static well => well with { Disk = well.Disk with { Kind = "nfs4" } },
            ["M1"] = static well => Stored(well, StoreState.Broken, "/var/lib/gatepost/spool.db: the database is damaged") with { },
            ["M2"] = static well => Stored(well, StoreState.Newer, "it has version 9 and this program knows versions up to 2"),
            ["M3"] = static well => Queued(well, static queue => queue with { Unreadable = ["the entry 0B3M8Q7Z2KX.0 cannot be read"] }),
            ["M4"] = static well => Queued(well, static queue => queue with { Lost = ["0B3M8Q7Z2KX.0: content/4f.eml is not there"] }),
            ["M5"] = static well => Stored(well, StoreState.Older, "version 1, and this program's is 2"),
            ["M6"] = static well => Booked(well, static ledger => ledger with { Oldest = Now.AddDays(-500) }),
            ["M7"] = static well => Queued(well, static queue => queue with { EarliestDue = Now.AddHours(-2) }),
            ["M8"] = static well => Queued(well, static queue => queue with { ForEncryption = [Wait("lighthouse.test", 2, 1)] }),
            ["M9"] = static well => Queued(well, static queue => queue with
            {
                Others = [.. Enumerable.Range(1, 7).Select(static day => Wait($"away{day}.test", day, 30 - day)), Wait("new.test", 1, 1)],
            }),
            ["M10"] = static well => Queued(well, static queue => queue with { Held = [Wait("lighthouse.test", 1, 200)] }),
            ["N1"] = static well => well with { Resolvers = [] },
            ["N2"] = static well => well with { Resolvers = [Silent("127.0.0.1"), Silent("192.0.2.53")] },
            ["N3"] = static well => well with { Resolvers = [.. well.Resolvers, Silent("192.0.2.53")] },
            ["N4"] = static well => well with { Resolvers = [Resolver("192.0.2.53", false, ProbeResult.Unasked)] },
            ["N5"] = static well => well with
            {
                Resolvers = [Resolver("127.0.0.1", true, new(ProbeVerdict.Silent, "fails for . (no way to the internet)"))],
            },
            ["P1"] = static well => well with { Ports = [Port(PortState.Taken, "master, process 812")] },
            ["P2"] = static well => well with { Ports = [Port(PortState.Denied, "0.0.0.0:25: Permission denied")] },
            ["P3"] = static well => well with { Ports = [Port(PortState.Elsewhere, "Cannot assign requested address")] },
            ["P4"] = static well => well with { Ports = [Port(PortState.Unheard, "")] },
            ["P5"] = static well => Booked(well, static ledger => ledger with { DeliveredOut = null }),
            ["Q1"] = static well => Keyed(well, static key => key with { Problem = "key_file holds no private key" }),
            ["Q2"] = static well => Keyed(well, static key => key with { NotAfter = Now.AddDays(-1) }),
            ["Q3"] = static well => Keyed(well, static key => key with { NotAfter = Now.AddDays(3) }),
            ["Q4"] = static well => Keyed(well, static key => key with { Names = ["harbour.test", "*.gate.harbour.test"] }),
            ["Q5"] = static well => Keyed(well, static key => key with { Untrusted = "unable to get local issuer certificate" }),
            ["Q6"] = static well => Keyed(well, static key => key with { IsSelfSigned = true, Untrusted = "self-signed certificate" }),
            ["Q7"] = static well => Keyed(well, static key => key with { OpenKeyFile = "/etc/ssl/key.pem" }),
            ["R1"] = static well => well with
            {
                Now = new(1970, 1, 1, 0, 0, 7, TimeSpan.Zero),
                Data = new([], null, new() { DeliveredOut = new(1970, 1, 1, 0, 0, 1, TimeSpan.Zero) }),
                Certificates = [],
                Resolvers = Unsigned(well),
            },
            ["R2"] = static well => well with
            {
                Resolvers = [well.Resolvers[0] with { Signed = (Now.AddDays(300), Now.AddDays(313)) }],
            },
            ["R3"] = static well => well with { Machine = well.Machine with { IsClockKept = false } },
            ["R4"] = static well => Booked(well, static ledger => ledger with { Newest = Now.AddDays(365) }),
            ["R5"] = static well => well with { Machine = well.Machine with { Descriptors = 1024 } },
            ["R6"] = static well => well with { Machine = well.Machine with { Memory = 40L << 20 } },
            ["T1"] = static well => well with { Partners = new Dictionary<string, string> { ["lighthouse"] = "encrypt" } },
            ["T2"] = static well => Booked(well, static ledger => ledger with { Regressed = ["lighthouse.test"] }),
        };

    public static HealthReport Health(params HealthCheck[] checks) => new(HealthCheck.Ok, VersionVerb.Number, checks);

    private static Examination With(Examination well, HealthCheck check) =>
        well with { Server = well.Server with { Health = Health(new("queue", HealthCheck.Ok, "0 entries"), check) } };

    private static Examination Counted(Examination well, string line) =>
        well with { Server = well.Server with { Metrics = $"{Metrics}\n{line}\n" } };

    private static Examination Stored(Examination well, StoreState state, string words) =>
        well with { Data = new([new("spool.db", state, words)], null, well.Data!.Ledger) };

    private static Examination Queued(Examination well, Func<QueueGlance, QueueGlance> change) =>
        well with { Data = well.Data! with { Queue = change(well.Data.Queue!) } };

    private static Examination Booked(Examination well, Func<LedgerGlance, LedgerGlance> change) =>
        well with { Data = well.Data! with { Ledger = change(well.Data.Ledger!) } };

    private static Examination Keyed(Examination well, Func<KeyFacts, KeyFacts> change) =>
        well with { Certificates = [change(well.Certificates[0])] };

    private static QueueWait Wait(string destination, int entries, int hours) =>
        new(destination, "host mx1: 451 4.7.1 try again", entries, Now.AddHours(-hours));

    private static ConfigProblem Problem(ProblemSeverity severity, string message) => new()
    {
        Severity = severity,
        File = "/etc/gatepost/gatepost.toml",
        Line = 12,
        Column = 9,
        Option = "queue.lifetime",
        Message = message,
    };

    private static ResolverSight Resolver(string address, bool isTrusted, ProbeResult probe) =>
        new(new(IPAddress.Parse(address), 53), isTrusted, null, probe) { Signed = (Now.AddHours(-7), Now.AddDays(12)) };

    private static ResolverSight Silent(string address) =>
        new(new(IPAddress.Parse(address), 53), false, "does not answer in time", ProbeResult.Unasked);

    private static IReadOnlyList<ResolverSight> Unsigned(Examination well) => [well.Resolvers[0] with { Signed = null }];

    private static PortFacts Port(PortState state, string words) => new("mx", new(IPAddress.Any, 25), state, words);
}
