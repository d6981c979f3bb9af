using System.Formats.Asn1;
using Gatepost.Protocols.Text;

namespace Gatepost.Protocols.MailAuth;

/// <summary>
/// The public half of a key with which a domain signs its mail (RFC 6376 §3.6.1), at <c>selector._domainkey.domain</c>.
/// </summary>
/// <remarks><c>v=DKIM1; k=rsa; t=s; p=MIIBIjANBgkqhkiG9w0BAQ…</c></remarks>
/// <param name="State">Whether a signature could be checked with it.</param>
/// <param name="Type">The kind of the key.</param>
/// <param name="Bits">The length of an RSA modulus; 256 for Ed25519; 0 where it cannot be read.</param>
/// <param name="IsTesting">The domain says that it is only trying DKIM (<c>t=y</c>): signatures count for nothing.</param>
/// <param name="Flaws">What is wrong.</param>
public sealed record DkimKeyRecord(
    TxtRecordState State, DkimKeyType Type, int Bits, bool IsTesting, IReadOnlyList<DkimKeyFlaw> Flaws)
{
    private const int Ed25519Length = 32;

    private static readonly DkimKeyFlaw[] Sound = [], Unusable = [DkimKeyFlaw.Unusable];

    /// <summary>The name to ask for.</summary>
    public static string NameFor(string selector, string domain) => $"{selector}._domainkey.{domain}";

    /// <summary>Reads all TXT records at the name; the strings of each are put together already.</summary>
    public static DkimKeyRecord Read(IReadOnlyList<string> texts) => texts.Count switch
    {
        0 => new(TxtRecordState.Absent, DkimKeyType.Unknown, 0, false, []),
        1 => Read(texts[0]),
        _ => Invalid(DkimKeyFlaw.Several), // RFC 6376 §3.6.2.2: "the results are undefined"
    };

    private static DkimKeyRecord Read(string text)
    {
        if (!TagList.TryRead(text, out var tags)) return Invalid(DkimKeyFlaw.Syntax);
        if (tags["v"] is { } version && (version != "DKIM1" || tags.Names.First() != "v")) return Invalid(DkimKeyFlaw.Version);
        if (tags["p"] is not { } key) return Invalid(DkimKeyFlaw.NoKey);
        if (key.Length == 0) return Invalid(DkimKeyFlaw.Revoked);
        var type = TypeOf(tags["k"]);
        if (type is DkimKeyType.Unknown) return Invalid(DkimKeyFlaw.UnknownType);
        var bits = BitsOf(type, key);
        if (bits == 0) return Invalid(DkimKeyFlaw.Unreadable) with { Type = type };
        var (state, flaws) = IsForMail(tags) ? (TxtRecordState.Valid, Sound) : (TxtRecordState.Invalid, Unusable);
        return new(state, type, bits, Has(tags["t"], "y"), flaws);
    }

    private static DkimKeyType TypeOf(string? word) => word switch
    {
        null or "rsa" => DkimKeyType.Rsa,
        "ed25519" => DkimKeyType.Ed25519,
        _ => DkimKeyType.Unknown,
    };

    private static bool IsForMail(TagList tags) =>
        (tags["s"] is not { } uses || Has(uses, "*") || Has(uses, "email"))
        && (tags["h"] is not { } hashes || Has(hashes, "sha256")); // RFC 8301 §3.1 forbids SHA-1

    private static DkimKeyRecord Invalid(DkimKeyFlaw flaw) =>
        new(TxtRecordState.Invalid, DkimKeyType.Unknown, 0, false, [flaw]);

    private static bool Has(string? list, string item) =>
        list is not null && list.Split(':').Any(part => part.Trim(' ', '\t', '\r', '\n') == item);

    private static int BitsOf(DkimKeyType type, string text)
    {
        var octets = new byte[text.Length];
        // Blanks may stand anywhere in it, and are skipped (RFC 6376 §3.6.1).
        if (!Convert.TryFromBase64String(text, octets, out var length)) return 0;
        if (type is DkimKeyType.Ed25519) return length == Ed25519Length ? 8 * Ed25519Length : 0;
        try
        {
            return ModulusBits(octets.AsMemory(0, length));
        }
        catch (AsnContentException)
        {
            return 0;
        }
    }

    // RFC 6376 §3.6.1 says RSAPublicKey, its examples and everybody else write a SubjectPublicKeyInfo with it inside.
    private static int ModulusBits(ReadOnlyMemory<byte> key)
    {
        var outer = new AsnReader(key, AsnEncodingRules.DER).ReadSequence();
        if (outer.PeekTag() == Asn1Tag.Sequence)
        {
            outer.ReadSequence();
            outer = new AsnReader(outer.ReadBitString(out _), AsnEncodingRules.DER).ReadSequence();
        }

        var modulus = outer.ReadInteger();
        outer.ReadInteger();
        return modulus.Sign > 0 ? (int)modulus.GetBitLength() : 0;
    }
}
