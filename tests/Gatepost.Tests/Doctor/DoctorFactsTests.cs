using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Host.Doctor;
using Gatepost.Messages;
using Gatepost.Protocols.Dns;
using Gatepost.Storage.Files;
using Gatepost.Storage.Upkeep;
using Gatepost.Tests.Dns;
using Gatepost.Tests.Storage;
using Gatepost.Tests.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Gatepost.Tests.Doctor;

/// <summary>What the doctor sees of the machine, of resolvers and of a data folder.</summary>
public sealed class DoctorFactsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Who_has_a_data_folder_is_seen_by_its_lock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        using (FolderLock.Take(_folder.Path))
            Assert.Equal(Environment.ProcessId, ProcFiles.LockHolder(LinuxCalls.Owner(_folder.Of("gatepost.lock"))!.Value.Inode));
        Assert.Null(ProcFiles.LockHolder(LinuxCalls.Owner(_folder.Of("gatepost.lock"))!.Value.Inode));
    }

    [Fact]
    public void A_disk_is_tried_with_a_write_of_which_nothing_is_left()
    {
        var (folder, disk) = DiskExam.Run(FolderExam.Run(_folder.Path, null), TimeProvider.System);
        Assert.Equal((FolderState.Usable, null), (folder.State, disk.WriteProblem));
        Assert.True(disk.Sync > TimeSpan.Zero);
        Assert.True(disk.Free > 0);
        Assert.False(disk.IsReadOnly);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_missing_and_its_disk_is_that_above_it()
    {
        var (folder, disk) = DiskExam.Run(FolderExam.Run(_folder.Of("a/b"), null), TimeProvider.System);
        Assert.Equal(FolderState.Missing, folder.State);
        Assert.True(disk.Free > 0);
        Assert.Null(disk.Sync);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("0.0.0.0", "127.0.0.1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::", "127.0.0.1", true)]
    public void Who_listens_is_found_by_address_and_port(string listens, string asked, bool isFound)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        using var listener = new TcpListener(IPAddress.Parse(listens), 0);
        listener.Start();
        var holder = ProcFiles.Listener(new(IPAddress.Parse(asked), ((IPEndPoint)listener.LocalEndpoint).Port));
        Assert.Equal(isFound ? Environment.ProcessId : null, holder?.Process);
    }

    [Theory]
    [InlineData("Max open files            1024                 524288               files", 1024L)]
    [InlineData("Max open files            unlimited            unlimited            files", null)]
    [InlineData("Max processes             1024                 524288               files", null)]
    public void The_limit_of_open_files_is_the_soft_one(string line, long? expected) =>
        Assert.Equal(expected, MachineExam.Descriptors(["Limit                     Soft Limit", line]));

    [Fact]
    public void Available_memory_is_in_octets() =>
        Assert.Equal(2048, MachineExam.Available(["MemTotal:        9 kB", "MemAvailable:    2 kB"]));

    [Fact]
    public async Task A_resolver_that_answers_and_one_that_does_not_are_told_apart()
    {
        await using var server = new ZoneServer("test.zone A 192.0.2.1 secure");
        var config = new DnsConfig
        {
            Resolvers = [server.Endpoint, new IPEndPoint(IPAddress.Loopback, Gatepost.Host.Demo.FreePorts.Take())],
            Timeout = TimeSpan.FromSeconds(2),
            Tries = 1,
            DnssecProbe = "test.zone",
            DnssecBogusProbe = "",
        };

        var sights = await new ResolverExam(config, TimeProvider.System).RunAsync();

        Assert.Equal([null, "cannot be reached"], sights.Select(static sight => sight.Problem));
        Assert.Equal([ProbeVerdict.Validates, ProbeVerdict.Unasked], sights.Select(static sight => sight.Probe.Verdict));
    }

    [Fact]
    public void A_signature_tells_from_when_until_when_it_counts()
    {
        // The root, RRSIG, IN, one hour: NS, algorithm 8, no labels, 518400 s, expiration, inception, key, root; one octet.
        var data = new byte[] { 0, 2, 8, 0, 0, 7, 0xE9, 0, 0x6A, 0, 0, 0, 0x69, 0, 0, 0, 1, 2, 0, 9 };
        byte[] message = [0, 1, 0x81, 0x80, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 46, 0, 1, 0, 0, 14, 16, 0, (byte)data.Length, .. data];

        Assert.True(DnsMessage.TryRead(message, out var read));

        var (inception, expiration) = Assert.Single(read!.Answers).Validity;
        Assert.Equal((0x69000000L, 0x6A000000L), (inception.ToUnixTimeSeconds(), expiration.ToUnixTimeSeconds()));
        message[22] = 12;
        Assert.False(DnsMessage.TryRead(message.AsSpan(0, 23 + 12), out _));
    }

    [Fact]
    public void Signatures_are_asked_for_with_the_bits_that_say_so()
    {
        var (plain, signed) = (new DnsQuestion("", DnsType.Ns).Write(1, 1232), new DnsQuestion("", DnsType.Ns).Write(1, 1232, withSignatures: true));
        Assert.Equal((0x20, 0x10), (plain[3], signed[3]));
        Assert.Equal((0, 0x80), (plain[^4], signed[^4]));
    }

    [Fact]
    public async Task What_waits_is_counted_by_what_it_waits_for_and_what_is_missing_is_named()
    {
        await using (var store = SqliteStores.Spool(_folder.Path, TimeProvider.System))
        {
            QueuedMessage[] messages =
            [
                await TestMail.MakeAsync(store, "one.test", Now.AddHours(-3)) with { LastReason = "first" },
                await TestMail.MakeAsync(store, "one.test", Now.AddHours(-2)) with { LastReason = "second" },
                await TestMail.MakeAsync(store, "two.test", Now) with { Waits = WaitReason.Policy },
                await TestMail.MakeAsync(store, "three.test", Now) with { IsHeld = true },
                await TestMail.MakeAsync(store, "five.test", Now),
            ];
            foreach (var message in messages) await store.CommitAsync([message], CancellationToken.None);
            await using var writer = store.CreateContent();
            var big = await TestMail.WriteAsync(writer, new byte[SqliteStores.InlineLimit + 1]);
            await store.CommitAsync([TestMail.Of(big, "four.test", Now)], CancellationToken.None);
        }

        File.Delete(Assert.Single(Directory.GetFiles(_folder.Of("content"))));
        Execute("UPDATE entry SET envelope = '{' WHERE destination = 'five.test'");

        var sight = DataGlance.Run(_folder.Path, Now, static _ => { }, CancellationToken.None);

        Assert.Equal([StoreState.Current, StoreState.Missing, StoreState.Missing], sight.Stores.Select(static store => store.State));
        var queue = sight.Queue!;
        Assert.Equal((6, Now.AddHours(-3)), (queue.Entries, queue.Oldest));
        Assert.Equal(new QueueWait("one.test", "first", 2, Now.AddHours(-3)), queue.Others[0]);
        Assert.Equal("two.test", Assert.Single(queue.ForEncryption).Destination);
        Assert.Equal("three.test", Assert.Single(queue.Held).Destination);
        Assert.Contains("is not there", Assert.Single(queue.Lost), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Single(queue.Unreadable), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, StoreState.Older)]
    [InlineData(9, StoreState.Newer)]
    public async Task A_database_of_another_version_is_named_and_not_read(int version, StoreState expected)
    {
        await SqliteStores.Spool(_folder.Path, TimeProvider.System).DisposeAsync();
        Execute($"PRAGMA user_version={version}");

        var sight = DataGlance.Run(_folder.Path, Now, static _ => { }, CancellationToken.None);

        Assert.Equal(expected, sight.Stores[0].State);
        Assert.Null(sight.Queue);
    }

    [Fact]
    public async Task A_database_that_is_none_is_broken()
    {
        await File.WriteAllBytesAsync(_folder.Of("spool.db"), Encoding.ASCII.GetBytes(new string('x', 5000)), CancellationToken.None);
        Assert.Equal(StoreState.Broken, DataGlance.Run(_folder.Path, Now, static _ => { }, CancellationToken.None).Stores[0].State);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Of("spool.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
