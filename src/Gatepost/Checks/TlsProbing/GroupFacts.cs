using System.Text.Json.Serialization;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>A group that the server took.</summary>
/// <param name="Group">Its code point.</param>
/// <param name="Name">The name of IANA.</param>
/// <param name="Class">Its class.</param>
internal sealed record GroupFacts([property: JsonIgnore] TlsGroup Group, string Name, SecurityClass Class)
{
    /// <summary>Bits of the modulus, for a finite field before TLS 1.3; else null.</summary>
    public int? Bits { get; init; }

    public static GroupFacts Of(TlsGroup group) => new(group, group.Word(), NcscGuideline.OfGroup(group));

    /// <summary>A finite field, by its modulus.</summary>
    public static GroupFacts OfPrime(ServerKeyExchange exchange)
    {
        var known = KnownField.Of(exchange.Prime);
        var name = known is TlsGroup.None ? "a field of its own" : known.Word();
        return new(known, name, NcscGuideline.OfGroup(known)) { Bits = exchange.PrimeBits };
    }
}
