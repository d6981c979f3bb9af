using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Gatepost.Protocols.Dns;

/// <summary>A resolver's answer (RFC 1035 §4.1).</summary>
/// <remarks><code>
///   +----+-------+---------------------------+----------+---------+-----------+------------+
///   | id | flags | 4 counts, 16 bits each    | question | answers | authority | additional |
///   +----+-------+---------------------------+----------+---------+-----------+------------+
///   flags: QR opcode(4) AA TC RD RA 0 AD CD rcode(4)
/// </code></remarks>
public sealed record DnsMessage
{
    /// <summary>The longest that there is: over TCP its length has 16 bits.</summary>
    public const int MaxLength = ushort.MaxValue;

    /// <summary>As in the question.</summary>
    public required ushort Id { get; init; }

    /// <summary>Whether it is an answer at all.</summary>
    public required bool IsResponse { get; init; }

    /// <summary>It did not fit: what came is not the whole, and none of it is read.</summary>
    public required bool IsTruncated { get; init; }

    /// <summary>The server says that all of the answer is proven (RFC 4035 §3.2.3).</summary>
    public required bool IsAuthenticData { get; init; }

    /// <summary>How the question ended, with the upper bits from the OPT record (RFC 6891 §6.1.3).</summary>
    public required DnsResponseCode ResponseCode { get; init; }

    /// <summary>What was asked; null unless it is exactly one question, of the internet's class.</summary>
    public required DnsQuestion? Question { get; init; }

    /// <summary>The records, CNAMEs on the way among them.</summary>
    public required IReadOnlyList<DnsRecord> Answers { get; init; }

    /// <summary>Among them the SOA of a denial.</summary>
    public required IReadOnlyList<DnsRecord> Authorities { get; init; }

    /// <summary>What the server says of its failure.</summary>
    public required IReadOnlyList<ExtendedDnsError> Errors { get; init; }

    /// <summary>Reads a whole message; false where it is malformed anywhere.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? message)
    {
        message = new DnsMessageReader(octets).Read();
        return message is not null;
    }

    /// <summary>Whether it answers this question: number, name, type and class must be those of the query (RFC 5452 §9.1). Where
    /// it came from, the socket knows.</summary>
    public bool IsAnswerTo(ushort id, DnsQuestion question) => IsResponse && Id == id && Question == question;

    // RFC 2181 §8: a time with its top bit set is none.
    internal static int Seconds(ReadOnlySpan<byte> octets) =>
        Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(octets));
}
