using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Gatepost.Protocols.Dns;

/// <summary>One record of an answer. What its type promises was checked when it was read.</summary>
/// <param name="Name">Whose it is, as <see cref="DnsQuestion.Name"/> is written.</param>
/// <param name="Type">What it says.</param>
/// <param name="TimeToLive">For how long it may be kept.</param>
/// <param name="Data">RDATA, as it came.</param>
/// <param name="Target">The name in the RDATA of CNAME, NS, PTR, MX and SRV; empty for the root, and for other types.</param>
public sealed record DnsRecord(string Name, DnsType Type, TimeSpan TimeToLive, ReadOnlyMemory<byte> Data, string Target)
{
    /// <summary>Of A and AAAA.</summary>
    public IPAddress Address => new(Data.Span);

    /// <summary>Of MX.</summary>
    public int Preference => BinaryPrimitives.ReadUInt16BigEndian(Data.Span);

    /// <summary>Of SRV: priority, weight and port (RFC 2782).</summary>
    public (int Priority, int Weight, int Port) Service => (
        BinaryPrimitives.ReadUInt16BigEndian(Data.Span), BinaryPrimitives.ReadUInt16BigEndian(Data.Span[2..]),
        BinaryPrimitives.ReadUInt16BigEndian(Data.Span[4..]));

    /// <summary>Of SOA: how long a denial may be kept, beside the record's own time (RFC 2308 §4).</summary>
    public TimeSpan Minimum => TimeSpan.FromSeconds(DnsMessage.Seconds(Data.Span[^4..]));

    /// <summary>Of RRSIG: from when until when the signature counts (RFC 4034 §3.1.5).</summary>
    public (DateTimeOffset Inception, DateTimeOffset Expiration) Validity =>
        (Moment(Data.Span[12..]), Moment(Data.Span[8..]));

    /// <summary>Of TXT: its strings, put together without anything between (RFC 7208 §3.3). What is no UTF-8 is shown as
    /// U+FFFD.</summary>
    public string Text
    {
        get
        {
            var octets = new List<byte>(Data.Length);
            for (var rest = Data.Span; rest.Length > 0; rest = rest[(1 + rest[0])..]) octets.AddRange(rest.Slice(1, rest[0]));
            return Encoding.UTF8.GetString([.. octets]);
        }
    }

    /// <summary>Whether RDATA is as its type demands; of types that we do not ask for nothing is demanded.</summary>
    internal static bool IsWellFormed(DnsType type, ReadOnlySpan<byte> data) => type switch
    {
        DnsType.A => data.Length == 4,
        DnsType.Aaaa => data.Length == 16,
        DnsType.Mx => data.Length > 2,
        DnsType.Soa => data.Length >= 22,
        DnsType.Service => data.Length > 6,
        DnsType.Rrsig => data.Length > 18,
        DnsType.Txt => AreStrings(data),
        _ => true,
    };

    private static DateTimeOffset Moment(ReadOnlySpan<byte> seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(seconds));

    private static bool AreStrings(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            if (1 + data[0] > data.Length) return false;
            data = data[(1 + data[0])..];
        }

        return true;
    }
}
