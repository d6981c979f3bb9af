using System.Buffers.Binary;
using System.Text;

namespace Gatepost.Protocols.Dns;

/// <summary>What is asked.</summary>
/// <param name="Name">In A-labels and lower case, without a dot at the end; empty for the root.</param>
/// <param name="Type">Of the records wanted.</param>
public readonly record struct DnsQuestion(string Name, DnsType Type)
{
    private const int HeaderLength = 12;
    private const ushort RecursionDesired = 0x0100, AuthenticData = 0x0020, CheckingDisabled = 0x0010, WithSignatures = 0x8000,
        Internet = 1;

    /// <summary>Whether a name that came from the DNS can be asked for: an escape in it (RFC 1035 §5.1) is no part of a host's
    /// name.</summary>
    public static bool CanAsk(string name) => name.Length <= DnsNameReader.MaxOctets - 2 && !name.Contains('\\')
        && Array.TrueForAll(name.Split('.'), static label => label.Length is > 0 and <= DnsNameReader.MaxLabel);

    /// <summary>
    /// Writes the question as a resolver is asked (RFC 1035 §4.1). The AD bit says that we want to hear whether the answer is
    /// proven, without the proofs themselves (RFC 6840 §5.7); the OPT record, how much we take and that we know of extended
    /// errors (RFC 6891 §6.1.1).
    /// </summary>
    /// <remarks><code>
    ///   | id | flags: RD AD | 1 question, 0, 0, 1 additional | name type class | 0 OPT size 0 0 |
    /// </code></remarks>
    /// <param name="id">To tell the answer by.</param>
    /// <param name="largest">Octets of the largest datagram that we take.</param>
    /// <param name="withSignatures">The signatures are wanted too, and whether or not they hold (RFC 4035 §3.2.1, §3.2.2): to
    /// look
    /// at the signatures themselves.</param>
    /// <exception cref="FormatException">The name cannot be written: its labels are not of 1 to 63 octets of ASCII, or it is
    /// too long.</exception>
    public byte[] Write(ushort id, ushort largest, bool withSignatures = false)
    {
        var name = WriteName();
        var message = new byte[HeaderLength + name.Length + 4 + 11];
        var at = message.AsSpan();
        BinaryPrimitives.WriteUInt16BigEndian(at, id);
        var wish = withSignatures ? CheckingDisabled : AuthenticData;
        BinaryPrimitives.WriteUInt16BigEndian(at[2..], (ushort)(RecursionDesired | wish));
        BinaryPrimitives.WriteUInt16BigEndian(at[4..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(at[10..], 1);
        name.CopyTo(at[HeaderLength..]);
        at = at[(HeaderLength + name.Length)..];
        BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)Type);
        BinaryPrimitives.WriteUInt16BigEndian(at[2..], Internet);
        BinaryPrimitives.WriteUInt16BigEndian(at[5..], (ushort)DnsType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(at[7..], largest);
        if (withSignatures) BinaryPrimitives.WriteUInt16BigEndian(at[11..], WithSignatures);
        return message;
    }

    private byte[] WriteName()
    {
        var octets = new List<byte>(Name.Length + 2);
        foreach (var label in Name.Length == 0 ? [] : Name.Split('.'))
        {
            if (label.Length is 0 or > DnsNameReader.MaxLabel || !Ascii.IsValid(label))
                throw new FormatException($"\"{Name}\" cannot be asked for");
            octets.Add((byte)label.Length);
            octets.AddRange(Encoding.ASCII.GetBytes(label));
        }

        octets.Add(0);
        return octets.Count <= DnsNameReader.MaxOctets ? [.. octets] : throw new FormatException($"\"{Name}\" is too long");
    }
}
