using Gatepost.Protocols.Dane;

namespace Gatepost.Fuzz.Targets;

/// <summary>TLSA records, and the certificates that they are compared with: the first two octets say how long the RDATA is, the
/// rest is the certificate.</summary>
internal sealed class TlsaTarget : IFuzzTarget
{
    public string Name => "tlsa";

    public IReadOnlyList<string> Words { get; } =
        ["\x03\x01\x00", "\x03\x00\x00", "\x02\x01\x01", "\x30\x82", "\x30\x80", "\x30\x03", "\x00\x00", "\x03\x02\x00\x00",
            "\x06\x03", "\xA0\x03\x02\x01\x02"];

    public ulong Run(byte[] input)
    {
        if (input.Length < 2) return 0;
        var length = Math.Min(input.Length - 2, (input[0] << 8) | input[1]);
        var rdata = input.AsSpan(2, length);
        var certificate = input.AsMemory(2 + length);
        var record = TlsaRecord.Read(rdata);
        var text = record.ToString();
        Must.BeOneLine(text, "a record");
        Must.BeEqual(rdata.Length - Math.Min(3, rdata.Length), record.Data.Length, "data is lost");
        if (record.Problem is not TlsaProblem.TooShort)
        {
            Must.Hold(TlsaRecord.TryParse(text, out var again), "what was written is not read back");
            Must.BeEqual(record, again!, "what was written is read as something else");
        }

        var matches = TlsaMatch.IsMatch(record, certificate);
        Must.Hold(!matches || record.IsUsable, "an unusable record matches");
        Must.BeEqual(record.IsUsable, TlsaSet.Strongest([record]).Any(), "the strongest of one");
        return Must.Shape((int)record.Problem, matches ? 1 : 0, Must.Rough(record.Data.Length));
    }
}
