using Gatepost.Bench;

// Postfix and Gatepost, one after the other, under the same load; ./build.sh bench calls this with the paths.
//   --quick            a tenth of the messages
//   --only NAME        postfix or gatepost
//   --case TEXT        only the cases whose name contains it
// Or a ledger with many rows:
//   --ledger FOLDER --rows N [--days D] [--domains N]
// Or a queue with many messages that were deferred:
//   --queue FOLDER --messages N [--domains M] [--due SECONDS]
string? Value(string option) => Array.IndexOf(args, option) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
long Number(string option, long otherwise) =>
    Value(option) is { } text ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
if (Value("--queue") is { } queue)
{
    await QueueFill.RunAsync(
        queue, Number("--messages", 1_000_000), Number("--domains", 10_000), TimeSpan.FromSeconds(Number("--due", 0)));
    return 0;
}

if (Value("--ledger") is { } ledger)
{
    await LedgerFill.RunAsync(ledger, Number("--rows", 1_000_000), (int)Number("--days", 400), (int)Number("--domains", 20_000));
    return 0;
}

var (mailload, gatepost, only) = (Value("--mailload"), Value("--gatepost"), Value("--only"));
if (mailload is null || gatepost is null)
{
    Console.Error.WriteLine("call it by ./build.sh bench [--quick] [--only postfix|gatepost] [--case TEXT]");
    return 2;
}

using var folder = new BenchFolder();
var run = new LoadRun(mailload, folder);
var cases = LoadCase.All.Where(c => c.Name.Contains(Value("--case") ?? "", StringComparison.Ordinal)).ToArray();
var scale = args.Contains("--quick") ? 0.1 : 1;
var results = new List<LoadResult>();
foreach (var load in cases)
{
    if (only is null or "postfix") await MeasureAsync(() => PostfixRelay.StartAsync(folder), load.Times(scale));
    if (only is null or "gatepost") await MeasureAsync(() => GatepostRelay.StartAsync(folder, gatepost), load.Times(scale * 5));
}

Report.Print(results);
if (Value("--json") is { } path) Report.Save(results, path);
return results.Any(static r => r.Lost > 0) ? 1 : 0;

async Task MeasureAsync<T>(Func<Task<T>> start, LoadCase load) where T : IRelay
{
    using var relay = await start();
    await run.MeasureAsync(relay, load.Times(0.5));      // processes started, code compiled, connections open
    var result = await run.MeasureAsync(relay, load);
    Console.Error.WriteLine($"{result.Relay,-9} {result.Case,-26} {result.PerSecond,8:F0}/s");
    results.Add(result);
}
