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

    /// <summary>A file to run once, or null.</summary>
    public string? Replay { get; init; }

    /// <summary>afl-fuzz drives.</summary>
    public bool Afl { get; init; }

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
            switch (args[i])
            {
                case "--seconds" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    && seconds > 0:
                    read = read with { Seconds = seconds };
                    i++;
                    break;
                case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    read = read with { Seed = seed };
                    i++;
                    break;
                case "--replay" when File.Exists(value):
                    read = read with { Replay = value };
                    i++;
                    break;
                case "--afl":
                    read = read with { Afl = true };
                    break;
                case var name when FuzzTargets.Find(name) is { } target:
                    targets.Add(target);
                    break;
                default:
                    problem = $"\"{args[i]}\" is neither an option with a proper value nor a target.";
                    return false;
            }
        }

        var wantsOne = read.Afl || read.Replay is not null;
        problem = wantsOne && targets.Count != 1 ? "--afl and --replay want exactly one target." : null;
        if (problem is not null) return false;
        options = targets.Count > 0 ? read with { Targets = targets } : read;
        return true;
    }
}
