namespace Gatepost.Interop.Lab.Disks;

/// <summary>A gateway whose data folder lies on a disk of the lab: once under load, and then again from the disk as it was when
/// the power went.</summary>
internal sealed class PowerHouse(LabFolder lab, LabAuthority authority)
{
    public const string Acknowledged = "acknowledged ";
    public const string Arrived = "arrived ";

    private const int Enough = 300;

    /// <summary>
    /// Load of every kind: messages that are carried on at once, such that wait, such that are refused and come back as a notice, and
    /// large ones. What is acknowledged and what arrives is noted in its place among the writes.
    /// </summary>
    public async Task<IReadOnlyList<DiskRecord>> RecordAsync(long length)
    {
        var disk = new RecordedDisk(new MemoryDisk(length));
        using var file = new FuseFile(lab.Write("disk.img", ""), disk);
        using var mounted = await MountedDisk.FormatAsync(file.Path, lab.Sub("disk"));
        var address = lab.Address("4.50");
        await using var sink = new MailSink(lab.Address("4.1"), LabFolder.Port) { Arrived = id => disk.Note(Arrived + id) };
        await using var refusing = new MailSink(lab.Address("4.2"), LabFolder.Port) { Refuses = true };
        using var gateway = await Gateway.StartAsync(lab, address, Configuration(mounted, address, isLater: false));
        using var end = new CancellationTokenSource();
        var acknowledged = 0;
        var load = Senders(gateway, id =>
        {
            disk.Note(Acknowledged + id);
            Interlocked.Increment(ref acknowledged);
        }, end.Token);
        await Poll.UntilAsync(() => acknowledged >= Enough, () => $"only {acknowledged} messages were taken:\n{gateway.Log}");
        await end.CancelAsync();
        await Task.WhenAll(load);
        gateway.Kill();
        return disk.History;
    }

    /// <summary>Starts the gateway from such a disk, and waits for all that had been acknowledged.</summary>
    /// <returns>What came of it, in words.</returns>
    public async Task<string> ReviveAsync(string image, PowerCut cut)
    {
        var had = cut.Notes.Where(static note => note.StartsWith(Arrived, StringComparison.Ordinal))
            .Select(static note => note[Arrived.Length..]).ToHashSet();
        var owed = cut.Notes.Where(static note => note.StartsWith(Acknowledged, StringComparison.Ordinal))
            .Select(static note => note[Acknowledged.Length..]).Where(id => !had.Contains(id)).ToArray();
        using var mounted = await MountedDisk.OpenAsync(image, lab.Sub("revived"));
        var address = lab.Address("4.51");
        await using var sink = new MailSink(lab.Address("4.1"), LabFolder.Port);
        await using var refusing = new MailSink(lab.Address("4.2"), LabFolder.Port) { Refuses = true };
        using var gateway = await Gateway.StartAsync(lab, address, Configuration(mounted, address, isLater: true));
        await Poll.UntilAsync(() => owed.All(sink.Has),
            () => $"lost: {string.Join(", ", owed.Where(id => !sink.Has(id)).Take(20))}\n{gateway.Log}");
        Assert.Empty(sink.Damaged);
        Assert.All(sink.Counts, static arrival => Assert.Equal(1, arrival.Value));
        var again = sink.Counts.Keys.Count(had.Contains);
        var kinds = owed.CountBy(static id => id[..id.AsSpan().IndexOfAnyInRange('0', '9')])
            .Select(static kind => $"{kind.Key} {kind.Value}").Order();
        return $"{owed.Length} were owed and came ({string.Join(", ", kinds)}), {again} of {had.Count} came again, "
            + $"{sink.Counts.Count - owed.Length - again} whose 250 had not been read";
    }

    private static Task[] Senders(Gateway gateway, Action<string> acknowledged, CancellationToken end)
    {
        (string Name, string Recipient, int Count)[] kinds =
        [
            ("now", "box@inside.test", 3), ("later", "box@later.test", 3), ("refused", "box@refused.test", 2),
            (LoadWriter.Big, "box@later.test", 1),
        ];
        return [.. kinds.SelectMany(kind => Enumerable.Range(0, kind.Count).Select(n =>
            new LoadWriter(gateway.Address, Gateway.RelayPort, acknowledged) { Recipient = kind.Recipient }
                .RunAsync($"{kind.Name}{n}", end)))];
    }

    private string Configuration(MountedDisk disk, string address, bool isLater)
    {
        var config = new GatewayConfig(lab, authority, address).Domain("inside.test", lab.Address("4.1"))
            .Domain("later.test", lab.Address(isLater ? "4.1" : "4.9")) // where nobody listens
            .Domain("refused.test", lab.Address("4.2"));
        return config.In(Path.Combine(disk.Folder, "data")).ToString();
    }
}
