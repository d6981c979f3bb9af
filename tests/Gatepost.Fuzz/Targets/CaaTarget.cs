using System.Text;
using Gatepost.Protocols.Caa;

namespace Gatepost.Fuzz.Targets;

/// <summary>CAA records: RDATA as it is on the wire.</summary>
internal sealed class CaaTarget : IFuzzTarget
{
    public string Name => "caa";

    public IReadOnlyList<string> Words { get; } =
        ["\x00\x05issue", "\x80\x05issue", "\x00\x09issuewild", "\x80\x03tbs", ";", "=", "ca.test", "accounturi=", "%", "\t", "-"];

    public ulong Run(byte[] input)
    {
        var record = CaaRecord.Read(input);
        var issuer = CaaIssuer.Read(record.Value);
        if (issuer is not null)
        {
            foreach (var (tag, value) in issuer.Parameters)
            {
                Must.Hold(tag.All(char.IsAsciiLetterOrDigit), "a parameter's name");
                Must.BeOneLine(value, "a parameter");
            }

            Must.BeOneLine(issuer.Domain, "a domain");
            Must.Hold(Ascii.IsValid(issuer.Domain), "a domain of other letters");
        }

        var policy = new CaaPolicy([record]);
        var isLimited = policy.IssuersFor(isWildcard: false) is not null;
        Must.Hold(!isLimited || !policy.Allows([], isWildcard: false), "somebody without a name may issue");
        Must.Hold(record.Tag.Length > 0 || !policy.Allows(["ca.test"], isWildcard: false), "what cannot be read allows");
        return Must.Shape(isLimited ? 1 : 0, issuer?.Parameters.Count ?? -1, Must.Rough(record.Value.Length));
    }
}
