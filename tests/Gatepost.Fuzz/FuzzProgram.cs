using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Gatepost.Fuzz;

/// <summary>What each way of running does.</summary>
internal static class FuzzProgram
{
    // Beyond what it is to take: a target that an input hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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

        return options.Alone ? RunAlone(options) : RunAll(options);
    }

    /// <summary>Says how it is used.</summary>
    public static int Refuse(string problem)
    {
        Console.Error.WriteLine(problem);
        Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Gatepost.Fuzz -- "
            + "[--seconds N] [--seed N] [--jobs N] [--keep] [--distil] [--replay FILE] [--afl] [target ...]");
        Console.Error.WriteLine($"Targets: {string.Join(' ', FuzzTargets.All.Select(static target => target.Name))}");
        return 2;
    }

    private static int RunAlone(FuzzOptions options)
    {
        if (options.Distil)
        {
            Console.WriteLine(Distillation.Of(options.Targets[0]));
            return 0;
        }

        var time = TimeSpan.FromSeconds(options.Seconds);
        return new MutationRun(options.Targets[0], options.Seed, options.Keep).For(time) == 0 ? 0 : 1;
    }

    // A process for each target: the edges are its own, and an input that kills it kills no other.
    private static int RunAll(FuzzOptions options)
    {
        var program = Instrumented.Program();
        var failures = 0;
        var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = options.Jobs };
        Parallel.ForEach(Partitioner.Create(options.Targets, EnumerablePartitionerOptions.NoBuffering), sideBySide, target =>
        {
            if (!Succeeds(program, options, target)) Interlocked.Increment(ref failures);
        });
        return failures == 0 ? 0 : 1;
    }

    private static bool Succeeds(string program, FuzzOptions options, IFuzzTarget target)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in (string[])["--alone", "--seconds", Number(options.Seconds), "--seed", Number((int)options.Seed), target.Name])
            start.ArgumentList.Add(word);
        if (options.Keep) start.ArgumentList.Add("--keep");
        if (options.Distil) start.ArgumentList.Add("--distil");
        using var process = Process.Start(start)!;
        var (told, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var isOver = process.WaitForExit(TimeSpan.FromSeconds(options.Seconds) + Patience);
        if (!isOver) process.Kill();
        process.WaitForExit();
        if (!isOver) Console.WriteLine($"{target.Name}: an input takes too long; the last one: {MutationRun.LastFile(target)}");
        else if (process.ExitCode is not 0 and not 1)
            Console.WriteLine($"{target.Name}: ended with {process.ExitCode}; the last input: {MutationRun.LastFile(target)}");
        Console.Write(told.Result + complained.Result); // in one piece: others run beside this one
        return isOver && process.ExitCode == 0;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static byte[] ReadAll(Stream stream)
    {
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }
}
