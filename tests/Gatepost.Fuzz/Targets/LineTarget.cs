using System.Buffers;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Fuzz.Targets;

/// <summary>The line reader. The first octet chooses the size of the pieces and the line ends.</summary>
internal sealed class LineTarget : IFuzzTarget
{
    private const int MaxLength = 24;

    public string Name => "line";

    public IReadOnlyList<string> Words { get; } = ["\r\n", "\r", "\n", "\r\r\n", "\0", "NOOP", "0123456789012345678901", "x"];

    public ulong Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var ends = (input[0] & 1) == 0 ? LineEnds.Strict : LineEnds.Normalized;
        var wire = input.AsSpan(1);
        var whole = Read(wire, int.MaxValue, ends);
        var pieces = Read(wire, 1 + (input[0] >> 1) % 7, ends);
        Must.BeEqual(string.Join('|', whole), string.Join('|', pieces), "pieces are read differently");
        foreach (var line in whole)
        {
            Must.Hold(line.AsSpan().IndexOfAny('\r', '\n', '\0') < 0, "a line holds CR, LF or NUL");
            Must.Hold(line.Length <= MaxLength + 10, "a line above the maximum");
        }

        return Must.Shape((int)ends, Must.Rough(whole.Count), whole.Count == 0 ? 0 : whole[^1].Split(':')[0].Length,
            whole.Exists(IsFault) ? 1 : 0);
    }

    private static bool IsFault(string said) => !said.StartsWith("Line", StringComparison.Ordinal);

    private static List<string> Read(ReadOnlySpan<byte> wire, int piece, LineEnds ends)
    {
        var reader = new LineReader(MaxLength, ends);
        var said = new List<string>();
        var waiting = Array.Empty<byte>();
        for (var at = 0; at < wire.Length;)
        {
            var next = wire.Slice(at, Math.Min(piece, wire.Length - at));
            at += next.Length;
            var octets = new ReadOnlySequence<byte>([.. waiting, .. next]);
            while (reader.Read(ref octets, out var line) is var progress and not LineProgress.NeedMore)
            {
                var isFatal = progress is LineProgress.BareCr or LineProgress.BareLf;
                said.Add(isFatal ? $"{progress}" : $"{progress}:{Must.Text(line)}");
                if (isFatal) return said;
            }

            waiting = octets.ToArray();
            Must.Hold(waiting.Length < MaxLength, "more than a line is held");
        }

        return said;
    }
}
