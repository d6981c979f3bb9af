using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using Gatepost.Dns;

namespace Gatepost.Tests.Dns;

/// <summary>One question as it came over the wire, and the answer that goes back; written without the reader that it tests.</summary>
internal sealed class ZoneQuery
{
    private const int MaxAliases = 20;

    private static readonly Dictionary<string, int> Types = new(StringComparer.Ordinal)
    {
        ["A"] = 1,
        ["NS"] = 2,
        ["CNAME"] = 5,
        ["SOA"] = 6,
        ["PTR"] = 12,
        ["MX"] = 15,
        ["TXT"] = 16,
        ["AAAA"] = 28,
        ["DS"] = 43,
        ["TLSA"] = 52,
    };

    private readonly byte[] _question;
    private readonly string _name, _type;

    public ZoneQuery(byte[] octets)
    {
        var labels = new List<string>();
        var at = 12;
        while (octets[at] is var length and not 0)
        {
            labels.Add(Encoding.ASCII.GetString(octets, at + 1, length));
            at += length + 1;
        }

        _name = string.Join('.', labels);
        _question = octets[..(at + 5)];
        var type = BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(at + 1));
        _type = Types.FirstOrDefault(pair => pair.Value == type).Key ?? "?";
    }

    public override string ToString() => $"{(_name.Length == 0 ? "." : _name)} {_type}";

    /// <summary>The answer, or null for silence.</summary>
    public byte[]? Answer(IReadOnlyList<ZoneRecord> zones, ZoneConduct conduct, int most)
    {
        var (records, exists) = Walk(zones, conduct);
        bool Any(DnsOutcome outcome) => records.Any(record => record.Outcome == outcome);
        if (conduct.IsSilent || Any(DnsOutcome.Timeout)) return null;
        var passesOn = conduct.DoesNotValidate || conduct.IsPermissive || conduct.IsBlind;
        if (Any(DnsOutcome.Bogus) && !passesOn) return Failure(conduct);
        var rcode = Any(DnsOutcome.ServFail) ? 2 : exists ? 0 : 3;
        var isProven = !conduct.DoesNotValidate && rcode != 2 && !Any(DnsOutcome.Bogus)
            && records.All(record => record.Security is DnsSecurity.Secure);
        byte[][] authorities = records.Count > 0 ? [] : [.. StartOfZone(zones).Select(Record)];
        byte[][] answers = [.. records.Where(record => record.Outcome is DnsOutcome.Found or DnsOutcome.Bogus).Select(Record)];
        return Packet(rcode, isProven || conduct.IsBlind, most < answers.Length, [.. answers.Take(most)], authorities);
    }

    /// <summary>The aliases on the way and what is at its end, and whether that name exists.</summary>
    private (List<ZoneRecord> Records, bool Exists) Walk(IReadOnlyList<ZoneRecord> zones, ZoneConduct conduct)
    {
        var records = new List<ZoneRecord>();
        for (var name = _name; ;)
        {
            ZoneRecord[] here = [.. zones.Where(record => record.Name == name)];
            var alias = _type == "CNAME" ? null : Array.Find(here, record => record.Type == "CNAME");
            records.AddRange(alias is null ? here.Where(record => record.Type == _type || record.Type == "ANY") : [alias]);
            if (alias is null || conduct.StopsAtAliases || records.Count > MaxAliases) return (records, here.Length > 0);
            name = alias.Value;
        }
    }

    // RFC 8914: code 6, "DNSSEC Bogus".
    private byte[] Failure(ZoneConduct conduct) => conduct.HasNoExtendedErrors ? Packet(2, false, false, [], []) :
        [.. Packet(2, false, false, [], [], additional: 1), 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 10, 0, 15, 0, 6, 0, 6, (byte)'d', (byte)'i', (byte)'c', (byte)'e'];

    /// <summary>The SOA of the zone in which the name would be, if there is a line for it.</summary>
    private IEnumerable<ZoneRecord> StartOfZone(IReadOnlyList<ZoneRecord> zones) => zones
        .Where(record => record.Type == "SOA" && (_name == record.Name || _name.EndsWith('.' + record.Name, StringComparison.Ordinal)))
        .OrderByDescending(static record => record.Name.Length).Take(1);

    private byte[] Packet(int rcode, bool isProven, bool isCut, byte[][] answers, byte[][] authorities, byte additional = 0)
    {
        var packet = new List<byte>(_question);
        packet[2] = (byte)(0x81 | (isCut ? 0x02 : 0));
        packet[3] = (byte)(0x80 | (isProven ? 0x20 : 0) | rcode);
        (packet[6], packet[7]) = ((byte)(answers.Length >> 8), (byte)answers.Length);
        (packet[8], packet[9]) = (0, (byte)authorities.Length);
        (packet[10], packet[11]) = (0, additional);
        foreach (var record in answers.Concat(authorities)) packet.AddRange(record);
        return [.. packet];
    }

    private static byte[] Record(ZoneRecord record)
    {
        var data = Data(record);
        return [.. Name(record.Name), 0, (byte)Types[record.Type], 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data];
    }

    private static byte[] Data(ZoneRecord record) => record.Type switch
    {
        "A" or "AAAA" => IPAddress.Parse(record.Outcome is DnsOutcome.Bogus ? "192.0.2.66" : record.Value).GetAddressBytes(),
        "MX" => [0, byte.Parse(record.Value.Split(' ')[0], CultureInfo.InvariantCulture), .. Name(record.Value.Split(' ')[1])],
        // A tilde parts the strings of one record.
        "TXT" => [.. record.Value.Split('~').SelectMany(part => Encoding.ASCII.GetBytes(part).Prepend((byte)part.Length))],
        "TLSA" => Tlsa(record.Value.Split(' ')),
        "DS" => [0, 1, 13, 2, .. new byte[32]],
        "SOA" => [0, 0, .. new byte[16], 0, 0, 0, 60],
        _ => Name(record.Value),
    };

    // RFC 3597 §5, for what is not well-formed.
    private static byte[] Tlsa(string[] words) => words[0] == "\\#" ? Convert.FromHexString(words[2]) :
        [.. words[..3].Select(word => byte.Parse(word, CultureInfo.InvariantCulture)), .. Convert.FromHexString(words[3])];

    private static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(l => Encoding.ASCII.GetBytes(l).Prepend((byte)l.Length)), 0];
}
