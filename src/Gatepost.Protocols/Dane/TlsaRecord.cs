using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Gatepost.Protocols.Dane;

/// <summary>
/// One TLSA record (RFC 6698 §2.1): a domain says in its signed zone which key its mail server has, so that nobody else needs to
/// vouch for it, and nobody between can pretend.
/// </summary>
/// <remarks><code>
///   +-------+----------+---------------+----------------------------------+
///   | usage | selector | matching type | certificate association data ... |
///   +-------+----------+---------------+----------------------------------+
///   1 octet    1 octet        1 octet     a digest, or the whole
/// </code>
/// What cannot be used is no error (RFC 6698 §4.1): the record is kept, and says why.
/// </remarks>
public sealed class TlsaRecord : IEquatable<TlsaRecord>
{
    private const int HeaderLength = 3;

    private readonly byte[] _rdata;

    private TlsaRecord(byte[] rdata)
    {
        _rdata = rdata;
        Problem = Judge();
    }

    /// <summary>What it is about. Zero where the record is too short to say.</summary>
    public TlsaUsage Usage => (TlsaUsage)_rdata.ElementAtOrDefault(0);

    /// <summary>Which part is compared. Zero where the record is too short to say.</summary>
    public TlsaSelector Selector => (TlsaSelector)_rdata.ElementAtOrDefault(1);

    /// <summary>How it is compared. Zero where the record is too short to say.</summary>
    public TlsaMatchingType MatchingType => (TlsaMatchingType)_rdata.ElementAtOrDefault(2);

    /// <summary>The certificate association data.</summary>
    public ReadOnlyMemory<byte> Data => _rdata.AsMemory(Math.Min(HeaderLength, _rdata.Length));

    /// <summary>Why it cannot be used.</summary>
    public TlsaProblem Problem { get; }

    /// <summary>Whether it can be used for mail (RFC 7672 §3.1).</summary>
    public bool IsUsable => Problem is TlsaProblem.None;

    /// <summary>Reads the RDATA, whatever it holds.</summary>
    public static TlsaRecord Read(ReadOnlySpan<byte> rdata) => new(rdata.ToArray());

    /// <summary>Reads what stands in a zone (RFC 6698 §2.2): <c>3 1 1 8cb0fc6c…</c>; blanks may stand within the
    /// digits.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TlsaRecord? record)
    {
        record = null;
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < HeaderLength) return false;
        var rdata = new List<byte>(HeaderLength + 32);
        foreach (var word in words.Take(HeaderLength))
        {
            if (!byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            rdata.Add(number);
        }

        var digits = string.Concat(words.Skip(HeaderLength));
        if (digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit)) return false;
        record = new([.. rdata, .. Convert.FromHexString(digits)]);
        return true;
    }

    /// <summary>As it stands in a zone; a record that is too short, in the form for unknown types (RFC 3597 §5).</summary>
    public override string ToString() => Problem is TlsaProblem.TooShort
        ? string.Create(CultureInfo.InvariantCulture, $"\\# {_rdata.Length} {Convert.ToHexStringLower(_rdata)}").TrimEnd()
        : string.Create(CultureInfo.InvariantCulture,
            $"{_rdata[0]} {_rdata[1]} {_rdata[2]} {Convert.ToHexStringLower(Data.Span)}").TrimEnd();

    /// <inheritdoc />
    public bool Equals(TlsaRecord? other) => other is not null && _rdata.AsSpan().SequenceEqual(other._rdata);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as TlsaRecord);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_rdata);
        return hash.ToHashCode();
    }

    private TlsaProblem Judge()
    {
        if (_rdata.Length < HeaderLength) return TlsaProblem.TooShort;
        if (Usage is TlsaUsage.PkixTa or TlsaUsage.PkixEe) return TlsaProblem.PkixUsage;
        if (Usage is not (TlsaUsage.DaneTa or TlsaUsage.DaneEe)) return TlsaProblem.UnknownUsage;
        if (Selector is not (TlsaSelector.Certificate or TlsaSelector.PublicKey)) return TlsaProblem.UnknownSelector;
        return MatchingType switch
        {
            TlsaMatchingType.Full => IsWhole() ? TlsaProblem.None : TlsaProblem.MalformedData,
            TlsaMatchingType.Sha256 => IsDigest(SHA256.HashSizeInBytes),
            TlsaMatchingType.Sha512 => IsDigest(SHA512.HashSizeInBytes),
            _ => TlsaProblem.UnknownMatchingType,
        };
    }

    private bool IsWhole() => Selector is TlsaSelector.Certificate
        ? CertificateDer.TryReadPublicKey(Data, out _)
        : CertificateDer.IsPublicKey(Data);

    private TlsaProblem IsDigest(int length) => Data.Length == length ? TlsaProblem.None : TlsaProblem.WrongDigestLength;
}
