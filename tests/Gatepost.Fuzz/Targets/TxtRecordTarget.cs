using System.Text;
using Gatepost.Protocols.MtaSts;
using Gatepost.Protocols.Text;
using Gatepost.Protocols.TlsRpt;

namespace Gatepost.Fuzz.Targets;

/// <summary>The TXT records of MTA-STS and TLS-RPT: a record for each line.</summary>
internal sealed class TxtRecordTarget : IFuzzTarget
{
    public string Name => "txt-record";

    public IReadOnlyList<string> Words { get; } =
        ["v=STSv1;", "v=TLSRPTv1;", "id=", "rua=", "mailto:", "https://", "a@b.example", ";", "; ", "=", ",", "!", "%0D%0A", "\n", "v=",
            "?", "20160831085700Z"];

    public ulong Run(byte[] input)
    {
        var texts = Encoding.UTF8.GetString(input).Split('\n');
        var sts = StsRecord.Read(texts);
        Must.BeEqual(sts.State is TxtRecordState.Valid, sts.Id is not null, "an id and no record, or a record and no id");
        Must.Hold(sts.Id is null or { Length: > 0 and <= 32 } && (sts.Id ?? "").All(char.IsAsciiLetterOrDigit), "an id that is none");
        var rpt = TlsRptRecord.Read(texts);
        Must.BeEqual(rpt.State is TxtRecordState.Valid, rpt.Destinations.Count > 0, "a record without a destination");
        foreach (var uri in rpt.Destinations)
        {
            Must.BeOneLine(uri, "a destination");
            Must.Hold(Uri.TryCreate(uri, UriKind.Absolute, out _), "a destination that is no URI");
        }

        return Must.Shape((int)sts.State, (int)rpt.State, Must.Rough(sts.Id?.Length ?? 0), Must.Rough(rpt.Destinations.Count),
            sts.Flaws.Aggregate(0, static (all, flaw) => all | (1 << (int)flaw)),
            rpt.Flaws.Aggregate(0, static (all, flaw) => all | (1 << (int)flaw)));
    }
}
