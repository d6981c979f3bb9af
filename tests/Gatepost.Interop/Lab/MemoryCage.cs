using System.Globalization;

namespace Gatepost.Interop.Lab;

/// <summary>
/// A limit on the memory of a process, as a container has it: a control group of version 2 or 1 where this machine lets us make one.
/// Elsewhere the runtime is told that it has no more.
/// </summary>
internal sealed class MemoryCage : IDisposable
{
    private static readonly string V2 = "/sys/fs/cgroup", V1 = "/sys/fs/cgroup/memory";

    private readonly string? _group;
    private readonly long _limit;

    public MemoryCage(long limit)
    {
        _limit = limit;
        IsVersion2 = File.Exists($"{V2}/cgroup.controllers");
        var name = $"{(IsVersion2 ? V2 : V1)}/gatepost-{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(name);
            File.WriteAllText($"{name}/{(IsVersion2 ? "memory.max" : "memory.limit_in_bytes")}", limit.ToString(CultureInfo.InvariantCulture));
            _group = name;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Kind = $"DOTNET_GCHeapHardLimit, since there is no control group to be had ({refused.Message})";
        }
    }

    public bool IsVersion2 { get; }

    /// <summary>What it is made of.</summary>
    public string Kind { get => field ?? (IsVersion2 ? "cgroup v2" : "cgroup v1"); private init; }

    /// <summary>What the kernel counted at most, the caches of files included, in MiB; 0 where it does not count.</summary>
    public double Peak => Read(IsVersion2 ? "memory.peak" : "memory.max_usage_in_bytes") / 1024.0 / 1024.0;

    /// <summary>What stands before a command that is to live in the cage.</summary>
    public string[] Under => _group is not null
        ? ["bash", "-c", $"echo $$ > {_group}/cgroup.procs && exec \"$0\" \"$@\""]
        : ["env", $"DOTNET_GCHeapHardLimit={(_limit * 3 / 4).ToString("x", CultureInfo.InvariantCulture)}"];

    public void Dispose()
    {
        if (_group is not null) Directory.Delete(_group);
    }

    private long Read(string file) => _group is not null && File.Exists($"{_group}/{file}")
        ? long.Parse(File.ReadAllText($"{_group}/{file}"), CultureInfo.InvariantCulture) : 0;
}
