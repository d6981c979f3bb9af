using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Gatepost.Fuzz;

/// <summary>
/// Which edges of the instrumented assemblies an input takes, and how often, roughly: what AFL calls its bitmap. The probes
/// write to one place: a process runs one target.
/// </summary>
internal sealed unsafe class EdgeMap
{
    private const int Size = 64 * 1024;

    private readonly byte* _hits = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _known = new byte[Size];

    private EdgeMap() => Trace.SharedMem = _hits;

    /// <summary>The process's. It has to be there before anything of Gatepost runs.</summary>
    public static EdgeMap Own { get; } = new();

    /// <summary>Edges that some input took.</summary>
    public int Known { get; private set; }

    /// <summary>Forgets the last input.</summary>
    public void Clear()
    {
        new Span<byte>(_hits, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether the last input took an edge that none took before, or took one more often by a class of AFL's.</summary>
    public bool Learn()
    {
        var news = false;
        foreach (var edge in Taken())
        {
            var bit = Class(_hits[edge]);
            if ((_known[edge] & bit) != 0) continue;
            if (_known[edge] == 0) Known++;
            _known[edge] |= bit;
            news = true;
        }

        return news;
    }

    /// <summary>The edges of the last input.</summary>
    public List<int> Taken()
    {
        var taken = new List<int>();
        var hits = new ReadOnlySpan<byte>(_hits, Size);
        for (var at = 0; at < Size; at++)
        {
            var next = hits[at..].IndexOfAnyExcept((byte)0);
            if (next < 0) break;
            taken.Add(at += next);
        }

        return taken;
    }

    private static byte Class(byte hits) => hits switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
