using Gatepost.Interop.Lab;
using Gatepost.Interop.Lab.Disks;

namespace Gatepost.Interop;

/// <summary>
/// The power goes in the middle of the load. The data folder lies on a disk that records every write and every flush, so the disk
/// can be had as it was at any moment; from each, every message that had been acknowledged arrives whole, and none arrives twice
/// without a reason.
/// </summary>
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const long DiskLength = 96 << 20;

    /// <summary>How many moments; a long run before a release takes 100.</summary>
    private static readonly int Cuts =
        Environment.GetEnvironmentVariable("POWER_CUTS") is { } given ? int.Parse(given, null) : 6;

    [Fact]
    [Trait("Speed", "Slow")]
    [Trait("Statement", "SMTP-05")]
    public async Task Every_acknowledged_message_arrives_whenever_the_power_goes()
    {
        await Peers.NeedAsync();
        var seed = Environment.GetEnvironmentVariable("POWER_SEED") is { } given ? int.Parse(given, null) : Environment.TickCount;
        output.WriteLine($"POWER_SEED={seed}");
        var random = new Random(seed);
        using var folder = new LabFolder();
        using var authority = new LabAuthority(folder);
        var house = new PowerHouse(folder, authority);
        var history = await house.RecordAsync(DiskLength);
        var notes = Enumerable.Range(0, history.Count).Where(i => history[i].Kind is DiskRecordKind.Note).ToArray();
        output.WriteLine($"{Count(DiskRecordKind.Write)} writes, {Count(DiskRecordKind.Flush)} flushes");
        for (var n = 0; n < Cuts; n++)
        {
            // Any moment, and by turns the worst: right after a 250 was read.
            var cut = new PowerCut(history, n % 2 == 0 ? random.Next(notes[0], history.Count) : random.GetItems(notes, 1)[0] + 1);
            var image = Path.Combine(folder.Path, "cut.img");
            cut.WriteAll(image, DiskLength);
            output.WriteLine($"cut {n}, all that was written: {await house.ReviveAsync(image, cut)}");
            cut.WriteFlushed(image, DiskLength, random);
            output.WriteLine($"cut {n}, what was flushed and some of the rest: {await house.ReviveAsync(image, cut)}");
        }

        int Count(DiskRecordKind kind) => history.Count(record => record.Kind == kind);
    }
}
