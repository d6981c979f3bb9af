using System.Text;

namespace Gatepost.Fuzz;

/// <summary>Makes a new input out of those that are known. Its dice are its own, so a seed gives the same inputs on every
/// machine.</summary>
internal sealed class Mutations(ulong seed, IReadOnlyList<string> words)
{
    private const int MaxLength = 2048;

    private static readonly byte[] Interesting = [0, 1, (byte)'\t', (byte)'\r', (byte)'\n', (byte)' ', (byte)'.',
        (byte)'"', (byte)'\\', 127, 128, 255];

    private readonly byte[][] _words = [.. words.Select(Encoding.Latin1.GetBytes)];
    private ulong _state = seed * 0x9E3779B97F4A7C15UL | 1;

    /// <summary>One to six changes to one of the inputs.</summary>
    public byte[] Next(IReadOnlyList<byte[]> inputs)
    {
        // Half of the time one of the latest: it is what the others have not been made into yet.
        var from = Below(2) == 0 ? 0 : inputs.Count - Math.Min(inputs.Count, 32);
        var input = new List<byte>(inputs[from + Below(inputs.Count - from)]);
        for (var changes = 1 + Below(6); changes > 0; changes--) Change(input, inputs);
        if (input.Count > MaxLength) input.RemoveRange(MaxLength, input.Count - MaxLength);
        return [.. input];
    }

    private void Change(List<byte> input, IReadOnlyList<byte[]> inputs)
    {
        // The first octets choose how a target is set up: a place like any other, they would hardly ever change in a long input.
        var at = Below(Below(4) == 0 ? Math.Min(4, input.Count + 1) : input.Count + 1);
        switch (Below(7))
        {
            case 0: input.Insert(at, Interesting[Below(Interesting.Length)]); break;
            case 1: input.InsertRange(at, _words[Below(_words.Length)]); break;
            case 2 when at < input.Count: input[at] = (byte)Below(256); break;
            case 3 when at < input.Count: input[at] ^= (byte)(1 << Below(8)); break;
            case 4 when at < input.Count: input.RemoveRange(at, 1 + Below(Math.Min(8, input.Count - at))); break;
            case 5 when at < input.Count: Repeat(input, at); break;
            default:
                var other = inputs[Below(inputs.Count)];
                var from = Below(other.Length + 1);
                input.InsertRange(at, other.AsSpan(from, Below(other.Length - from + 1)).ToArray());
                break;
        }
    }

    private void Repeat(List<byte> input, int at) =>
        input.InsertRange(at, input.GetRange(at, 1 + Below(Math.Min(64, input.Count - at))));

    // xorshift64*
    private int Below(int bound)
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return bound <= 1 ? 0 : (int)((_state * 0x2545F4914F6CDD1DUL >> 33) % (uint)bound);
    }
}
