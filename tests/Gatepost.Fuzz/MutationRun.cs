using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Gatepost.Fuzz;

/// <summary>
/// The runner that works everywhere: (1) the committed corpus is run, (2) then mutations of it until the time is up; an input
/// that shows a new shape joins the corpus in memory. (3) A failure is made small, written to a file, and told.
/// </summary>
internal sealed class MutationRun(IFuzzTarget target, ulong seed)
{
    private const int MaxFailures = 5;

    private readonly List<byte[]> _inputs = [];
    private readonly HashSet<ulong> _shapes = [];
    private readonly Dictionary<string, string> _failures = [];
    private readonly Mutations _mutations = new(seed, target.Words);
    private long _executions;

    /// <summary>Runs for a time; returns the number of distinct failures.</summary>
    public int For(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var files = Directory.EnumerateFiles(FuzzFolders.Corpus(target.Name)).Order(StringComparer.Ordinal);
        var committed = files.Select(File.ReadAllBytes).ToList();
        foreach (var input in committed.Prepend([])) Try(input, keep: true); // (1)
        while (clock.Elapsed < time && _failures.Count < MaxFailures) // (2)
        {
            for (var i = 0; i < 256; i++) Try(_mutations.Next(_inputs), keep: false);
        }

        var rate = _executions / Math.Max(clock.Elapsed.TotalSeconds, 0.001);
        var found = _inputs.Count - committed.Count - 1;
        var told = string.Create(CultureInfo.InvariantCulture,
            $"{target.Name,-10} {_executions,12:N0} executions ({rate:N0}/s), ")
            + $"corpus {committed.Count} committed + {found} found, {_failures.Count} failures";
        foreach (var (reason, file) in _failures) told += $"\n  {reason}\n  replay: --replay {file} {target.Name}";
        Console.WriteLine(told); // in one piece: others run beside this one
        return _failures.Count;
    }

    private void Try(byte[] input, bool keep)
    {
        _executions++;
        var reason = Run(input, out var shape);
        if (reason is not null) Keep(reason, input); // (3)
        else if (_shapes.Add(shape) || keep) _inputs.Add(input);
    }

    private string? Run(byte[] input, out ulong shape)
    {
        shape = 0;
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
}
