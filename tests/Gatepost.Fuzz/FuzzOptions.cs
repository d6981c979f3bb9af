using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gatepost.Fuzz;

/// <summary>The command line.</summary>
internal sealed record FuzzOptions
{
    /// <summary>How long each target runs.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>The same seed, corpus and build give the same inputs in the same order.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many targets run at once.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>A file to run once, or null.</summary>
    public string? Replay { get; init; }

    /// <summary>afl-fuzz drives.</summary>
    public bool Afl { get; init; }

    /// <summary>This is the instrumented copy, and has one target to run.</summary>
    public bool Alone { get; init; }

    /// <summary>What is found is kept under <c>artifacts/</c>, and the next run begins with it.</summary>
    public bool Keep { get; init; }

    /// <summary>Not to fuzz, but to put what was kept into the corpus.</summary>
    public bool Distil { get; init; }

    /// <summary>Which targets; all where none is named.</summary>
    public IReadOnlyList<IFuzzTarget> Targets { get; init; } = FuzzTargets.All;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out FuzzOptions? options,
        [NotNullWhen(false)] out string? problem)
    {
        options = null;
        var read = new FuzzOptions();
        var targets = new List<IFuzzTarget>();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            if (Flag(read, args[i]) is { } flagged) read = flagged;
            else if (Valued(read, args[i], value) is { } set) (read, i) = (set, i + 1);
            else if (FuzzTargets.Find(args[i]) is { } target) targets.Add(target);
            else
            {
                problem = $"\"{args[i]}\" is neither an option with a proper value nor a target.";
                return false;
            }
        }

        var wantsOne = read.Afl || read.Alone || read.Replay is not null;
        problem = wantsOne && targets.Count != 1 ? "--afl, --alone and --replay want exactly one target." : null;
        if (problem is not null) return false;
        options = targets.Count > 0 ? read with { Targets = targets } : read;
        return true;
    }

    private static FuzzOptions? Flag(FuzzOptions read, string name) => name switch
    {
        "--afl" => read with { Afl = true },
        "--alone" => read with { Alone = true },
        "--keep" => read with { Keep = true },
        "--distil" => read with { Distil = true },
        _ => null,
    };

    private static FuzzOptions? Valued(FuzzOptions read, string name, string value)
    {
        if (name == "--replay") return File.Exists(value) ? read with { Replay = value } : null;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= 0) return null;
        return name switch
        {
            "--seconds" => read with { Seconds = number },
            "--seed" => read with { Seed = (ulong)number },
            "--jobs" => read with { Jobs = number },
            _ => null,
        };
    }
}
