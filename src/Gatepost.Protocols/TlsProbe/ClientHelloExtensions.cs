using System.Text;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>The extensions of a greeting, each with its condition. SSL 3.0 gets none.</summary>
internal static class ClientHelloExtensions
{
    private static readonly TlsVersion[] Listed = [TlsVersion.Tls13, TlsVersion.Tls12, TlsVersion.Tls11, TlsVersion.Tls10];

    public static byte[] Write(ClientHelloOffer offer)
    {
        var written = new WireWriter();
        if (offer.Highest < TlsVersion.Tls10) return written.ToArray();
        WriteNames(written, offer);
        WriteTraits(written, offer);
        if (offer.Highest >= TlsVersion.Tls13) WriteTls13(written, offer);
        return written.ToArray();
    }

    private static void WriteNames(WireWriter written, ClientHelloOffer offer)
    {
        // RFC 6066 §3: name_type host_name (0).
        if (offer.ServerName is { } name)
            Add(written, ExtensionTypes.ServerName,
                list => list.Vector(2, entry => entry.Number(0, 1).Vector(2, Encoding.ASCII.GetBytes(name))));
        if (offer.Groups.Count > 0)
        {
            var groups = offer.Groups.Select(static group => (int)group);
            Add(written, ExtensionTypes.SupportedGroups, list => list.Vector(2, Numbers(groups)));
            // RFC 8422 §5.1.2: uncompressed points, the only form left.
            Add(written, ExtensionTypes.PointFormats, static list => list.Vector(1, [0]));
        }

        // RFC 5246 §7.4.1.4.1: not below TLS 1.2.
        if (offer.Signatures.Count > 0 && offer.Highest >= TlsVersion.Tls12)
            Add(written, ExtensionTypes.SignatureAlgorithms,
                list => list.Vector(2, Numbers(offer.Signatures.Select(static s => (int)s))));
    }

    private static void WriteTraits(WireWriter written, ClientHelloOffer offer)
    {
        if (offer.Traits.HasFlag(ClientHelloTraits.ExtendedMasterSecret))
            Add(written, ExtensionTypes.ExtendedMasterSecret, static _ => { });
        if (offer.Traits.HasFlag(ClientHelloTraits.SessionTicket)) Add(written, ExtensionTypes.SessionTicket, static _ => { });
        // RFC 5746 §3.5: who renegotiates must use the extension.
        if (offer.Renegotiation is RenegotiationSignal.Extension || !offer.VerifyData.IsEmpty)
            Add(written, ExtensionTypes.RenegotiationInfo, content => content.Vector(1, offer.VerifyData.Span));
    }

    private static void WriteTls13(WireWriter written, ClientHelloOffer offer)
    {
        var versions = Listed.Where(version => version >= offer.Lowest && version <= offer.Highest);
        Add(written, ExtensionTypes.SupportedVersions, list => list.Vector(1, Numbers(versions.Select(static v => (int)v))));
        Add(written, ExtensionTypes.KeyShare, list => list.Vector(2, shares => WriteShares(shares, offer.KeyShares)));
        // RFC 8446 §4.2.9: psk_dhe_ke (1); without it a server gives no ticket.
        if (offer.Traits.HasFlag(ClientHelloTraits.SessionTicket))
            Add(written, ExtensionTypes.PskKeyExchangeModes, static modes => modes.Vector(1, [1]));
    }

    private static void WriteShares(WireWriter shares, IReadOnlyList<KeyShare> keyShares)
    {
        foreach (var share in keyShares) shares.Number((int)share.Group, 2).Vector(2, share.Octets);
    }

    private static Action<WireWriter> Numbers(IEnumerable<int> numbers) => list =>
    {
        foreach (var number in numbers) list.Number(number, 2);
    };

    private static void Add(WireWriter written, int type, Action<WireWriter> content) =>
        written.Number(type, 2).Vector(2, content);
}
