using System.Collections.Concurrent;

namespace Gatepost.Fuzz;

/// <summary>What each way of running does.</summary>
internal static class FuzzProgram
{
    /// <summary>0 where no target failed, 1 where one did.</summary>
    public static int Run(FuzzOptions options)
    {
        if (options.Afl)
        {
            SharpFuzz.Fuzzer.OutOfProcess.Run(stream => options.Targets[0].Run(ReadAll(stream)));
            return 0;
        }

        if (options.Replay is { } file)
        {
            Console.WriteLine($"{options.Targets[0].Name}: shape {options.Targets[0].Run(File.ReadAllBytes(file)):x16}");
            return 0;
        }

        var failures = 0;
        var time = TimeSpan.FromSeconds(options.Seconds);
        var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(options.Targets, EnumerablePartitionerOptions.NoBuffering), sideBySide,
            target => Interlocked.Add(ref failures, new MutationRun(target, options.Seed).For(time)));
        return failures == 0 ? 0 : 1;
    }

    /// <summary>Says how it is used.</summary>
    public static int Refuse(string problem)
    {
        Console.Error.WriteLine(problem);
        Console.Error.WriteLine(
            "Usage: dotnet run --project tests/Gatepost.Fuzz -- [--seconds N] [--seed N] [--replay FILE] [--afl] [target ...]");
        Console.Error.WriteLine($"Targets: {string.Join(' ', FuzzTargets.All.Select(static target => target.Name))}");
        return 2;
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }
}
