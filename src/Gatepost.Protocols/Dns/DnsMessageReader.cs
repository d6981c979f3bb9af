using System.Buffers.Binary;
using System.Text;

namespace Gatepost.Protocols.Dns;

/// <summary>Reads one message, from its beginning to its end.</summary>
/// <remarks><code>
///   question   name | type | class
///   record     name | type | class | time to live (32) | length (16) | RDATA
///   OPT        0 | 41 | largest datagram | upper rcode, version, flags | length | options (code, length, data)
/// </code></remarks>
internal ref struct DnsMessageReader(ReadOnlySpan<byte> octets)
{
    private const ushort Internet = 1, ExtendedErrorOption = 15;
    private const int Response = 0x8000, Truncated = 0x0200, AuthenticData = 0x0020, Opcode = 0x7800, HeaderLength = 12;

    private readonly ReadOnlySpan<byte> _octets = octets;
    private readonly List<ExtendedDnsError> _errors = [];
    private int _at = HeaderLength;
    private int _upperCode;

    /// <summary>The message, or null where anything in it is malformed.</summary>
    public DnsMessage? Read()
    {
        if (_octets.Length < HeaderLength) return null;
        int flags = At(2), questions = At(4);
        DnsQuestion? question = null;
        for (var i = 0; i < questions; i++)
            if (!TryReadQuestion(out question)) return null;
        List<DnsRecord> answers = [], authorities = [];
        // What was cut off is asked for again, and where it was cut need not be the end of a record.
        var isTruncated = (flags & Truncated) != 0;
        if (!isTruncated && !TryReadSections(answers, authorities)) return null;
        return new()
        {
            Id = (ushort)At(0),
            IsResponse = (flags & (Response | Opcode)) == Response,
            IsTruncated = isTruncated,
            IsAuthenticData = (flags & AuthenticData) != 0,
            ResponseCode = (DnsResponseCode)((_upperCode << 4) | (flags & 0xF)),
            Question = questions == 1 ? question : null,
            Answers = answers,
            Authorities = authorities,
            Errors = _errors,
        };
    }

    private readonly int At(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_octets[offset..]);

    private bool TryReadQuestion(out DnsQuestion? question)
    {
        question = null;
        if (DnsNameReader.Read(_octets, ref _at) is not { } name || _at + 4 > _octets.Length) return false;
        if (At(_at + 2) == Internet) question = new(name, (DnsType)At(_at));
        _at += 4;
        return true;
    }

    private bool TryReadSections(List<DnsRecord> answers, List<DnsRecord> authorities) =>
        TryReadRecords(At(6), answers) && TryReadRecords(At(8), authorities) && TryReadRecords(At(10), []);

    private bool TryReadRecords(int count, List<DnsRecord> records)
    {
        for (var i = 0; i < count; i++)
            if (!TryReadRecord(records)) return false;
        return true;
    }

    private bool TryReadRecord(List<DnsRecord> records)
    {
        if (DnsNameReader.Read(_octets, ref _at) is not { } name || _at + 10 > _octets.Length) return false;
        var (type, @class, fixedPart) = ((DnsType)At(_at), At(_at + 2), _at);
        var start = _at + 10;
        var end = start + At(_at + 8);
        if (end > _octets.Length) return false;
        _at = end;
        var data = _octets[start..end];
        if (type is DnsType.Opt)
        {
            _upperCode = _octets[fixedPart + 4];
            return TryReadOptions(data);
        }

        if (@class != Internet) return true;
        if (!DnsRecord.IsWellFormed(type, data) || !TryReadTarget(type, start, end, out var target)) return false;
        var life = TimeSpan.FromSeconds(DnsMessage.Seconds(_octets.Slice(fixedPart + 4, 4)));
        records.Add(new(name, type, life, data.ToArray(), target));
        return true;
    }

    private readonly bool TryReadTarget(DnsType type, int start, int end, out string target)
    {
        target = "";
        var at = start + type switch { DnsType.Mx => 2, DnsType.Service => 6, _ => 0 };
        if (type is not (DnsType.Cname or DnsType.Ns or DnsType.ReverseName or DnsType.Mx or DnsType.Service)) return true;
        if (DnsNameReader.Read(_octets, ref at) is not { } name || at != end) return false;
        target = name;
        return true;
    }

    // RFC 8914 §2: INFO-CODE, then EXTRA-TEXT in UTF-8.
    private readonly bool TryReadOptions(ReadOnlySpan<byte> options)
    {
        while (options.Length > 0)
        {
            if (options.Length < 4) return false;
            int code = BinaryPrimitives.ReadUInt16BigEndian(options), length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (4 + length > options.Length) return false;
            var data = options.Slice(4, length);
            if (code == ExtendedErrorOption && length >= 2)
                _errors.Add(new(BinaryPrimitives.ReadUInt16BigEndian(data), Encoding.UTF8.GetString(data[2..]).TrimEnd('\0')));
            options = options[(4 + length)..];
        }

        return true;
    }
}
