using Gatepost.Protocols.Dns;

namespace Gatepost.Fuzz.Targets;

/// <summary>Answers of a resolver, and of whoever poses as one.</summary>
internal sealed class DnsTarget : IFuzzTarget
{
    public string Name => "dns";

    public IReadOnlyList<string> Words { get; } =
        ["\xC0\x0C", "\xC0\x00", "\xC0\x0D", "\x00\x01\x00\x01", "\x00\x05\x00\x01", "\x00\x0F\x00\x01", "\x00\x10\x00\x01",
            "\x00\x34\x00\x01", "\x00\x21\x00\x01", "\x00\x29\x04\xD0", "\x00\x0F\x00\x02\x00\x06", "\x00\x04\xC0\x00\x02\x01", "\x3F", "\x40", "\xFF\xFF",
            "\x81\xA0", "\x83\x80"];

    public ulong Run(byte[] input)
    {
        if (!DnsMessage.TryRead(input, out var message)) return 1;
        var shape = 0UL;
        foreach (var record in message.Answers.Concat(message.Authorities)) shape |= 1UL << Check(record);
        foreach (var error in message.Errors) _ = error.Name;
        Must.Hold(!message.IsTruncated || message.Answers.Count == 0, "a part was taken for the whole");
        if (message.Question is { } question)
        {
            BeName(question.Name);
            Must.BeEqual(message.IsResponse, message.IsAnswerTo(message.Id, question), "an answer to its own question");
            WriteBack(question);
        }

        return Must.Shape(2, (int)shape, Math.Min((int)message.ResponseCode, 6), Must.Rough(message.Answers.Count),
            Math.Min(message.Errors.Count, 2), message.IsTruncated ? 1 : 0, message.Question is null ? 0 : 1);
    }

    private static int Check(DnsRecord record)
    {
        BeName(record.Name);
        BeName(record.Target);
        Must.Hold(record.TimeToLive >= TimeSpan.Zero, "a time before now");
        switch (record.Type)
        {
            case DnsType.A or DnsType.Aaaa: _ = record.Address; break;
            case DnsType.Mx: Must.Hold(record.Preference is >= 0 and <= ushort.MaxValue, "a preference"); break;
            case DnsType.Service: Must.Hold(record.Service.Port is >= 0 and <= ushort.MaxValue, "a port"); break;
            case DnsType.Soa: Must.Hold(record.Minimum >= TimeSpan.Zero, "a denial before now"); break;
            case DnsType.Txt: _ = record.Text; break;
            default: break;
        }

        return record.Type switch
        {
            DnsType.A => 1,
            DnsType.Mx => 2,
            DnsType.Txt => 3,
            DnsType.Soa => 4,
            DnsType.Cname => 5,
            DnsType.Tlsa => 6,
            DnsType.Aaaa => 7,
            DnsType.Service => 8,
            _ => 0,
        };
    }

    private static void BeName(string name)
    {
        Must.Hold(name.All(static c => c is > ' ' and <= '~' and not (>= 'A' and <= 'Z')), "a name that cannot be shown");
        Must.Hold(name.Length <= 4 * 255 && !name.EndsWith('.'), "a name without an end");
    }

    // A name with escapes is nobody's question.
    private static void WriteBack(DnsQuestion question)
    {
        if (question.Name.Contains('\\', StringComparison.Ordinal)) return;
        var octets = question.Write(1, 512);
        octets[2] |= 0x80;
        Must.Hold(DnsMessage.TryRead(octets, out var again) && again.Question == question, "what was asked is read as something else");
    }
}
