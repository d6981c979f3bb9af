using System.Globalization;
using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>
/// One address does harm, or a thousand do, with the limits as they are where nobody has set them; mail from others gets through all the while.
/// </summary>
/// <remarks>
/// A short look, which asserts only what no busy machine can spoil. FLOOD_SECONDS looks longer, at all kinds of harm, with a quiet
/// time of the same length before and after each, and says what the rates were; a fourth rate is that beside the same harm when it
/// is done to something that closes each connection at once: what the source alone takes of the machine. FLOOD_KINDS=connect,rcpt
/// takes these only.
/// </remarks>
[Trait("Speed", "Slow")]
public sealed class FloodTests(FloodTests.House house, ITestOutputHelper output) : IClassFixture<FloodTests.House>
{
    private const double MostMebi = 256;

    private static readonly double? Seconds = Environment.GetEnvironmentVariable("FLOOD_SECONDS") is { } given
        ? double.Parse(given, CultureInfo.InvariantCulture) : null;

    // Those that have stopped mail, filled the log or filled the memory once; the long form takes all that lab/flood.py knows.
    private static readonly string[] Fallen =
    [
        "connect", "deaf-rcpt", "deaf-tls", "tls-keyupdate", "rcpt", "bdat-nothing", "line", "random", "header", "auth", "drip-data", "many-hold",
    ];

    public static TheoryData<string> Kinds =>
        [.. Environment.GetEnvironmentVariable("FLOOD_KINDS")?.Split(',') ?? (Seconds is null ? Fallen : Flood.Kinds())];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Mail_of_others_gets_through_and_memory_and_log_stay_bounded(string kind)
    {
        var gateway = house.Gateway;
        var time = TimeSpan.FromSeconds(Seconds ?? 0.7);
        var before = Seconds is null ? 0 : await house.Others.SendAsync(time);
        await using var memory = new MemoryWatch(gateway.ProcessId);
        var (lines, log) = (house.LinesAbout(kind), gateway.Log.Length);
        using var process = System.Diagnostics.Process.GetProcessById(gateway.ProcessId);
        var (worked, watch) = (process.TotalProcessorTime, System.Diagnostics.Stopwatch.StartNew());
        double during;
        string done;
        using (var flood = Flood.Start(house.Folder, kind, gateway.Address, Seconds is null ? Poll.Patience : time))
        {
            await Task.Delay(300);
            if (Flood.IsOfMany(kind) && kind != "many-connect") await house.UntilFullAsync(log);
            during = await house.Others.SendAsync(time);
            // A machine that is busy with other things gets more time for its first message.
            for (var tries = 0; Seconds is null && during == 0 && tries < 40; tries++) during = await house.Others.SendAsync(time);
            process.Refresh();
            worked = (process.TotalProcessorTime - worked) / watch.Elapsed.TotalSeconds;
            if (Seconds is not null) await Poll.UntilAsync(() => flood.HasEnded, $"{kind} goes on and on");
            done = flood.Done;
        }

        var after = Seconds is null ? 0 : await house.Others.SendAsync(time);
        var beside = Seconds is null ? 0 : await house.BesideAsync(kind, time);
        var written = house.LinesAbout(kind) - lines;
        var says = string.Create(CultureInfo.InvariantCulture,
            $"{kind,-16} {before,6:F0} {during,6:F0} {after,6:F0} {beside,6:F0} messages/s  {worked.TotalSeconds,4:F2} CPUs  {memory.Peak,5:F0} MiB  {written,6} lines  {done} {house.Others.Trouble}");
        output.WriteLine(says);
        if (Seconds is not null) await File.AppendAllTextAsync(Path.Combine(Path.GetTempPath(), "floods.txt"), says + "\n");
        Assert.True(during > 0, $"no mail got through; {says}");
        Assert.InRange(memory.Peak, 1, MostMebi);
        Assert.InRange(written, 0, Flood.IsOfMany(kind) ? house.MostLinesOfMany : house.MostLines);
    }

    /// <summary>One gateway for all floods, as in life.</summary>
    public sealed class House : IAsyncLifetime
    {
        private LabAuthority _authority = null!;
        private MailSink _sink = null!;

        internal LabFolder Folder { get; } = new();

        internal Gateway Gateway { get; private set; } = null!;

        internal Correspondents Others { get; private set; } = null!;

        /// <summary>The most lines that a flood may leave: what one address may cause, and when it began anew in between.</summary>
        public int MostLines => 602;

        /// <summary>The same where they are many: what all may cause together.</summary>
        public int MostLinesOfMany => 12_004;

        public int LinesAbout(string kind)
        {
            var from = Flood.IsOfMany(kind) ? "[127.0." : $"[{Flood.Network}";
            return Gateway.Log.Split('\n').Count(line => line.Contains(from, StringComparison.Ordinal));
        }

        /// <summary>Waits until all places are taken, and somebody was refused for it or has given way.</summary>
        public Task UntilFullAsync(int from) =>
            Poll.UntilAsync(() => Gateway.Log.AsSpan(from).Contains("sessions is reached", StringComparison.Ordinal), "places are left");

        /// <summary>The rate of the others while the harm is done elsewhere.</summary>
        public async Task<double> BesideAsync(string kind, TimeSpan time)
        {
            var elsewhere = Folder.Address("6.53");
            using var listener = Flood.Listen(Folder, elsewhere);
            await Poll.UntilAsync(() => Poll.Answers(elsewhere, Lab.Gateway.MxPort), "nothing listens elsewhere");
            using var flood = Flood.Start(Folder, kind, elsewhere, time + TimeSpan.FromSeconds(1));
            await Task.Delay(300);
            return await Others.SendAsync(time);
        }

        public async ValueTask InitializeAsync()
        {
            _authority = new(Folder);
            _sink = new(Folder.Address("6.1"), LabFolder.Port);
            var config = new GatewayConfig(Folder, _authority, Folder.Address("6.52"))
                .Domain("inside.test", Folder.Address("6.1")).UsualLimits();
            Gateway = await Gateway.StartAsync(Folder, Folder.Address("6.52"), config.ToString());
            await Gateway.AddUserAsync();
            Others = new(Folder, Gateway);
            await Others.SendAsync(TimeSpan.FromSeconds(1));
        }

        public async ValueTask DisposeAsync()
        {
            Gateway.Dispose();
            await _sink.DisposeAsync();
            _authority.Dispose();
            Folder.Dispose();
        }
    }
}
