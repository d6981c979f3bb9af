using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;

namespace Gatepost.Fuzz;

/// <summary>
/// The runner that works everywhere: (1) the corpus is run, (2) then mutations of it until the time is up; an input that takes a
/// new way through the code, or shows a new shape, joins the corpus in memory. (3) A failure is made small, written to a file,
/// and told.
/// </summary>
internal sealed class MutationRun(IFuzzTarget target, ulong seed, bool keep)
{
    private const int MaxFailures = 5;

    private readonly List<byte[]> _inputs = [];
    private readonly HashSet<ulong> _shapes = [];
    private readonly Dictionary<string, string> _failures = [];
    private readonly Mutations _mutations = new(seed, target.Words);
    private readonly EdgeMap _edges = EdgeMap.Own;
    private readonly Corpus _corpus = new(target.Name);
    private readonly MemoryMappedViewAccessor _last = MapLast(target);
    private long _executions;

    /// <summary>The input that was being run: it outlives a process that an input ends.</summary>
    public static string LastFile(IFuzzTarget target) => Path.Combine(FuzzFolders.Failures(target.Name), "last");

    /// <summary>Runs for a time; returns the number of distinct failures.</summary>
    public int For(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        List<byte[]> known = [[], .. _corpus.Committed(), .. keep ? _corpus.Found() : []];
        foreach (var input in known) Try(input, isKnown: true); // (1)
        while (clock.Elapsed < time && _failures.Count < MaxFailures) // (2)
        {
            for (var i = 0; i < 64; i++) Try(_mutations.Next(_inputs), isKnown: false);
        }

        var rate = _executions / Math.Max(clock.Elapsed.TotalSeconds, 0.001);
        var told = string.Create(CultureInfo.InvariantCulture,
            $"{target.Name,-16} {_executions,12:N0} executions ({rate:N0}/s), {_edges.Known:N0} edges, ")
            + $"{known.Count - 1} inputs + {_inputs.Count - known.Count} found, {_failures.Count} failures";
        foreach (var (reason, file) in _failures) told += $"\n  {reason}\n  replay: --replay {file} {target.Name}";
        Console.WriteLine(told);
        return _failures.Count;
    }

    private void Try(byte[] input, bool isKnown)
    {
        _executions++;
        var reason = Run(input, out var shape);
        var isNew = _edges.Learn() | _shapes.Add(shape);
        if (reason is not null) Keep(reason, input); // (3)
        else if (isNew || isKnown) _inputs.Add(input);
        if (keep && isNew && !isKnown && reason is null) _corpus.Keep(input);
    }

    private string? Run(byte[] input, out ulong shape)
    {
        shape = 0;
        _last.Write(0, input.Length);
        _last.WriteArray(sizeof(int), input, 0, input.Length);
        _edges.Clear();
        try
        {
            shape = target.Run(input);
            return null;
        }
        catch (Exception e)
        {
            // The place tells failures apart, not the values.
            var place = e.StackTrace?.Split('\n').FirstOrDefault(static line =>
                !line.Contains("Must.", StringComparison.Ordinal))?.Trim();
            return e is InvariantException ? $"{e.Message.Split(':')[0]} {place}" : $"{e.GetType().Name} {place}";
        }
    }

    private void Keep(string reason, byte[] input)
    {
        if (_failures.ContainsKey(reason)) return;
        var small = input;
        for (var length = small.Length / 2; length > 0; length /= 2)
        {
            for (var at = 0; at + length <= small.Length;)
            {
                byte[] shorter = [.. small[..at], .. small[(at + length)..]];
                if (Run(shorter, out _) == reason) small = shorter;
                else at += length;
            }
        }

        var file = Path.Combine(FuzzFolders.Failures(target.Name), Convert.ToHexStringLower(SHA256.HashData(small))[..16]);
        File.WriteAllBytes(file, small);
        _failures.Add(reason, file);
    }

    // A length and as many octets. In memory that the kernel writes down, since a stack overflow leaves no time to.
    private static MemoryMappedViewAccessor MapLast(IFuzzTarget target) =>
        MemoryMappedFile.CreateFromFile(LastFile(target), FileMode.Create, null, 64 * 1024).CreateViewAccessor();
}
