using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Gatepost.Interop.Lab;
using Microsoft.Data.Sqlite;

namespace Gatepost.Interop;

/// <summary>
/// kill -9 in the middle of a schema migration: a folder of an early version, blown up until its migration takes a while, is opened,
/// killed, and opened again; all is there then, and the same as without a kill.
/// </summary>
public sealed class MigrationCrashTests(ITestOutputHelper output)
{
    private const string Fixture = "tests/Gatepost.Tests/Storage/Released/0.1.0-dev-spool1-ledger1.tar.gz", Opened = " 2002 SpoolOpened";

    /// <summary>So often is each row of the folder there: ten of the ledger, and one small message.</summary>
    private const int Copies = 20_000;

    private static readonly int Rounds =
        Environment.GetEnvironmentVariable("MIGRATION_KILLS") is { } given ? int.Parse(given, null) : 3;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Whenever_the_process_is_killed_in_a_migration_the_next_start_has_everything()
    {
        var seed = Environment.GetEnvironmentVariable("CRASH_SEED") is { } given ? int.Parse(given, null) : Environment.TickCount;
        output.WriteLine($"CRASH_SEED={seed}");
        var random = new Random(seed);
        using var folder = new LabFolder();
        using var authority = new LabAuthority(folder);
        var (pristine, data) = (folder.Sub("pristine"), folder.Sub("data"));
        BlowUp(pristine);
        var before = Entries(pristine);
        var config = new GatewayConfig(folder, authority, folder.Address("3.51")).In(data).Domain("small.test", folder.Address("3.1"));

        Fill(pristine, data);
        var clock = Stopwatch.StartNew();
        using var gateway = await Gateway.StartAsync(folder, folder.Address("3.51"), config.ToString());
        var whole = clock.Elapsed;
        gateway.Kill();
        var wanted = Dump(data);
        Assert.Equal(before, Entries(data));
        output.WriteLine($"{before.Count} entries, {wanted.Rows} rows of the ledger; the whole start took {whole.TotalSeconds:0.0} s");

        var (unfinished, begun) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            Fill(pristine, data);
            var starts = Starts(gateway);
            clock.Restart();
            gateway.Launch();
            await Poll.UntilAsync(() => Starts(gateway) > starts, () => $"the queue is not opened\n{gateway.Log}");
            await Task.Delay((whole - clock.Elapsed) * random.NextDouble() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero);
            gateway.Kill();
            var log = new FileInfo(Path.Combine(data, "ledger.db-wal"));
            if (Scalar(data, "ledger", "PRAGMA user_version") == 1) unfinished++;
            if (log is { Exists: true, Length: > 0 }) begun++;
            await gateway.StartAsync();
            gateway.Kill();
            Assert.Equal(wanted, Dump(data));
            Assert.Equal(before, Entries(data));
        }

        output.WriteLine($"{Rounds} kills, {unfinished} of them before the migration was committed, {begun} with a log that was begun");
        Assert.True(unfinished > 0, "no kill was early enough");
    }

    private static int Starts(Gateway gateway) => gateway.Log.Split(Opened).Length - 1;

    private static void BlowUp(string folder)
    {
        using (var packed = File.OpenRead(Path.Combine(Peers.Root, Fixture)))
        using (var tar = new GZipStream(packed, CompressionMode.Decompress))
            TarFile.ExtractToDirectory(tar, folder, overwriteFiles: true);
        var numbers = string.Create(CultureInfo.InvariantCulture,
            $"WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {Copies - 1}) ");
        Execute(folder, "ledger", numbers + """
            INSERT INTO entry SELECT id + k * 3, kind, direction, queue_id + k * 1024, sender_domain, recipient_domain, recipients, size,
                peer, reached, outcome, reply, proof FROM entry, n;
            """);
        Execute(folder, "spool", numbers + """
            INSERT INTO content SELECT number + k, length, eight_bit, file, octets FROM content, n WHERE file IS NULL AND
                number = (SELECT min(number) FROM content WHERE file IS NULL);
            """ + numbers + """
            INSERT INTO entry SELECT id + k * 1024, due, 1, attempts, notified, destination, direction, arrived, reason, envelope, origin,
                prefix FROM entry, n WHERE id >> 10 = (SELECT min(number) FROM content WHERE file IS NULL);
            UPDATE entry SET held = 1;
            UPDATE mark SET value = (SELECT max(id) FROM entry) WHERE name = 'highest';
            """);
    }

    private static void Fill(string from, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    /// <summary>Of each entry what version 1 knew of it, with its content.</summary>
    private static List<string> Entries(string folder) => Texts(folder, "spool",
        """
        SELECT concat_ws('|', id, due, attempts, destination, direction, arrived, reason, envelope, origin, hex(prefix), length,
            coalesce(file, hex(octets))) FROM entry LEFT JOIN content ON number = id >> 10 ORDER BY id
        """);

    /// <summary>What a whole migration leaves: its rows, and what it has counted of them.</summary>
    private static (long Rows, string Counts, string Sound) Dump(string folder) => (
        Scalar(folder, "ledger", "SELECT count(*) FROM entry"),
        string.Join('\n', Texts(folder, "ledger", """
            SELECT concat_ws('|', day, leg, fate, domain, reached, proofs, reason, messages, octets, last) FROM summary ORDER BY 1
            """)) + Scalar(folder, "ledger", "SELECT count(*) FROM course"),
        string.Join('\n', [.. Texts(folder, "ledger", "PRAGMA integrity_check"), .. Texts(folder, "spool", "PRAGMA integrity_check")]));

    private static long Scalar(string folder, string database, string sql) =>
        long.Parse(Texts(folder, database, sql)[0], CultureInfo.InvariantCulture);

    private static List<string> Texts(string folder, string database, string sql)
    {
        using var connection = Open(folder, database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetValue(0).ToString()!);
        return texts;
    }

    private static void Execute(string folder, string database, string sql)
    {
        using var connection = Open(folder, database);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string folder, string database)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, database)}.db;Pooling=False");
        connection.Open();
        return connection;
    }
}
