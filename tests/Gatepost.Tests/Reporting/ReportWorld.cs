using Gatepost.Configuration;
using Gatepost.Host.Desk;
using Gatepost.Ledger;
using Gatepost.Messages;
using Gatepost.Reporting;
using Gatepost.Storage.Sqlite;
using Gatepost.Tests.Ledger;
using Gatepost.Tests.Storage;
using Gatepost.Tests.Storage.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Reporting;

/// <summary>A few weeks of mail in a real ledger, to make reports of.</summary>
internal sealed class ReportWorld : IAsyncDisposable
{
    private const TlsProofs Chain = TlsProofs.Tls | TlsProofs.Strong | TlsProofs.TrustedChain;

    private readonly TempFolder _folder = new();
    private readonly List<LedgerEntry> _rows = [];
    private long _number;

    private ReportWorld() => Store = SqliteStores.Ledger(_folder.Path);

    public static DateTimeOffset Now => LedgerRowsOfTests.Noon;

    public FakeTimeProvider Time { get; } = new(Now);

    public SqliteLedgerStore Store { get; }

    public FixedConfig Config { get; } = new(new GatepostConfig
    {
        Hostname = "mx.harbour.test",
        DataDirectory = "/nowhere",
        Partners =
        [
            new() { Name = "lighthouse", Domains = ["lighthouse.test", ".lighthouse.test"], Tls = new() { Level = TlsLevel.Secure } },
            new() { Name = "quiet", Domains = ["quiet.test"], Tls = new() { Level = TlsLevel.Encrypt } },
            new()
            {
                Name = "fog", Domains = ["fog.test"], Directions = PartnerDirections.In, Mode = PartnerMode.Monitor,
                Inbound = new() { Demand = InboundDemand.Tls },
            },
        ],
    });

    public Reporter Reporter => new(Store, Config, Time);

    /// <summary>A desk that answers from it.</summary>
    public DeskDoor Door => (_, _) => Task.FromResult<IDesk>(new LocalDesk(null!, Store, Config, Time));

    public static TlsFacts Clear { get; } = TlsFacts.Clear("STARTTLS is not offered", TlsReason.NotOffered);

    public static TlsFacts Valid { get; } = Tls(Assurance.Encrypted, Chain | TlsProofs.VerifyName);

    public static TlsFacts SelfSigned { get; } =
        Tls(Assurance.Encrypted, TlsProofs.Tls | TlsProofs.Strong) with { Reason = TlsReason.SelfSigned };

    public static TlsFacts Dane { get; } = Tls(Assurance.DaneVerified, TlsProofs.Tls | TlsProofs.Strong | TlsProofs.Dane) with
    {
        Reason = TlsReason.UnknownIssuer,
    };

    public static TlsFacts Partner { get; } =
        Tls(Assurance.PartnerVerified, Chain | TlsProofs.VerifyName | TlsProofs.SecureName);

    public static ReportWorld Empty() => new();

    /// <summary>What the golden files tell of.</summary>
    public static async Task<ReportWorld> HarbourAsync()
    {
        var world = new ReportWorld();
        for (var day = 0; day < 10; day++)
        {
            var at = Now.AddDays(-day);
            for (var i = 0; i < 120; i++) world.Send("lighthouse.test", Partner, at);
            for (var i = 0; i < 40; i++) world.Send("pier.test", Dane, at);
            for (var i = 0; i < 30; i++) world.Send("tower.test", Valid, at);
            for (var i = 0; i < 6; i++) world.Send("mist.test", day < 4 ? SelfSigned : Valid, at);
            world.Send("fog.test", Clear, at);
            for (var i = 0; i < 80; i++) world.Receive("lighthouse.test", Valid with { Proofs = TlsProofs.Tls }, at);
            for (var i = 0; i < 3; i++) world.Receive("fog.test", TlsFacts.Clear(), at);
            world.Receive("", Valid, at);
        }

        world.Keep("bay.lighthouse.test", TlsReason.Expired, Now.AddDays(-3), LedgerOutcome.Deferred);
        world.Keep("fog.test", TlsReason.NotOffered, Now.AddDays(-8), LedgerOutcome.Failed);
        world.Keep("pier.test", TlsReason.DaneMismatch, Now.AddDays(-2), LedgerOutcome.Delivered);
        await world.WriteAsync();
        return world;
    }

    /// <summary>Writes what was made up.</summary>
    public async Task WriteAsync()
    {
        await Store.RecordAsync(_rows, CancellationToken.None);
        _rows.Clear();
    }

    public void Send(string domain, TlsFacts tls, DateTimeOffset at, LedgerOutcome outcome = LedgerOutcome.Delivered)
    {
        var message = new LedgerMessage(++_number) { Domain = domain };
        _rows.Add(message.Accepted(at, LedgerMarks.FromInside));
        _rows.Add(message.Attempt(at, outcome, Assurance.Clear)[0] with { Tls = tls });
    }

    public void Receive(string domain, TlsFacts tls, DateTimeOffset at)
    {
        var message = new LedgerMessage(++_number) { Sender = domain, Domain = "harbour.test", Direction = MailDirection.In };
        _rows.Add(message.Accepted(at) with { Tls = tls });
        _rows.Add(message.Attempt(at, LedgerOutcome.Delivered, Assurance.Clear)[0] with { Tls = Valid });
    }

    /// <summary>A message that TLS kept, and what became of it a day later.</summary>
    public void Keep(string domain, TlsReason reason, DateTimeOffset at, LedgerOutcome outcome)
    {
        var message = new LedgerMessage(++_number) { Domain = domain };
        _rows.AddRange(message.Attempt(at, LedgerOutcome.Deferred, Assurance.Clear, LedgerMarks.TlsProblem, reason));
        var marks = outcome is LedgerOutcome.Delivered ? LedgerMarks.None : LedgerMarks.TlsProblem;
        var end = message.Attempt(at.AddDays(1), outcome, Assurance.Clear, marks, reason)[0];
        _rows.Add(outcome is LedgerOutcome.Delivered ? end with { Tls = Dane } : end);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    private static TlsFacts Tls(Assurance reached, TlsProofs proofs) => new()
    {
        Protocol = "TLSv1.3",
        CipherSuite = "TLS_AES_256_GCM_SHA384",
        Reached = reached,
        Reachable = reached,
        Proofs = proofs,
    };
}
