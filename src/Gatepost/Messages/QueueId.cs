using System.Diagnostics.CodeAnalysis;

namespace Gatepost.Messages;

/// <summary>
/// Names one entry of the queue. Ids grow with time, so the queue's order is the order of ids and survives restarts.
/// </summary>
/// <remarks>
/// 41 bits of milliseconds since 2020, 12 bits of sequence, 10 bits of part: a message to several destinations is one
/// message with several parts, which share their content. Written as 11 characters of Crockford's base 32, and
/// ".n" for the parts after the first: <c>0B3M8Q7Z2KX</c>, <c>0B3M8Q7Z2KX.1</c>.
/// </remarks>
/// <param name="Value">Positive; unique in one data folder.</param>
public readonly record struct QueueId(long Value) : IComparable<QueueId>
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int PartBits = 10, SequenceBits = 12, Characters = 11;

    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One message has at most this many parts.</summary>
    public const int MaxParts = 1 << PartBits;

    /// <summary>The number that all parts of a message share; the content bears it.</summary>
    public long MessageNumber => Value >> PartBits;

    /// <summary>When it was given, to the millisecond; a little later than that where the clock had jumped back.</summary>
    public DateTimeOffset IssuedAt => Epoch.AddMilliseconds(MessageNumber >> SequenceBits);

    /// <summary>0 for the first part.</summary>
    public int Part => (int)(Value & (MaxParts - 1));

    /// <summary>The first id of a message that <paramref name="time"/> can give.</summary>
    public static QueueId FirstAt(DateTimeOffset time) =>
        new((long)Math.Max(0, (time - Epoch).TotalMilliseconds) << (SequenceBits + PartBits));

    /// <summary>The first id of the message after this one.</summary>
    public QueueId NextMessage() => new((MessageNumber + 1) << PartBits);

    /// <summary>The same message's part <paramref name="part"/>.</summary>
    public QueueId WithPart(int part)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)part, (uint)MaxParts);
        return new((MessageNumber << PartBits) | (uint)part);
    }

    /// <inheritdoc />
    public int CompareTo(QueueId other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string ToString()
    {
        var text = string.Create(Characters, MessageNumber, static (span, number) =>
        {
            for (var i = span.Length - 1; i >= 0; i--, number >>= 5) span[i] = Alphabet[(int)(number & 31)];
        });
        return Part == 0 ? text : $"{text}.{Part}";
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; lower case is taken too.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out QueueId id)
    {
        id = default;
        if (text is null || text.Length < Characters) return false;
        long number = 0;
        foreach (var c in text.AsSpan(0, Characters))
        {
            var digit = Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal);
            if (digit < 0 || number > long.MaxValue >> (PartBits + 5)) return false;
            number = (number << 5) | (uint)digit;
        }

        var part = 0;
        if (text.Length > Characters && (text[Characters] != '.' || !int.TryParse(text.AsSpan(Characters + 1), out part)))
            return false;
        if (part is < 0 or >= MaxParts) return false;
        id = new QueueId(number << PartBits).WithPart(part);
        return true;
    }

    /// <summary>Earlier than.</summary>
    public static bool operator <(QueueId left, QueueId right) => left.Value < right.Value;

    /// <summary>Later than.</summary>
    public static bool operator >(QueueId left, QueueId right) => left.Value > right.Value;

    /// <summary>Not later than.</summary>
    public static bool operator <=(QueueId left, QueueId right) => left.Value <= right.Value;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(QueueId left, QueueId right) => left.Value >= right.Value;
}
