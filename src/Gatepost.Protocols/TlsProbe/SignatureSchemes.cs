using System.Globalization;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>What is known of the signature schemes.</summary>
public static class SignatureSchemes
{
    /// <summary>Those that stand on SHA-256 or better, for keys of RSA.</summary>
    public static IReadOnlyList<SignatureScheme> Rsa { get; } =
    [
        SignatureScheme.RsaPssSha256, SignatureScheme.RsaPssSha384, SignatureScheme.RsaPssSha512, SignatureScheme.RsaSha256,
        SignatureScheme.RsaSha384, SignatureScheme.RsaSha512,
    ];

    /// <summary>Those for keys on elliptic curves.</summary>
    public static IReadOnlyList<SignatureScheme> Ecdsa { get; } =
    [
        SignatureScheme.EcdsaSha256, SignatureScheme.EcdsaSha384, SignatureScheme.EcdsaSha512, SignatureScheme.Ed25519,
        SignatureScheme.Ed448,
    ];

    /// <summary>Those whose hash is broken.</summary>
    public static IReadOnlyList<SignatureScheme> Sha1OrMd5 { get; } =
        [SignatureScheme.EcdsaSha1, SignatureScheme.RsaSha1, SignatureScheme.DsaSha1, SignatureScheme.RsaMd5];

    /// <summary>Those whose hash is short.</summary>
    public static IReadOnlyList<SignatureScheme> Sha224 { get; } =
        [SignatureScheme.EcdsaSha224, SignatureScheme.RsaSha224, SignatureScheme.DsaSha224];

    /// <summary>All of them, the better first: a server that can do anything finds it here.</summary>
    public static IReadOnlyList<SignatureScheme> All { get; } =
    [
        .. Ecdsa, .. Rsa, SignatureScheme.RsaPssPssSha256, SignatureScheme.RsaPssPssSha384, SignatureScheme.RsaPssPssSha512,
        SignatureScheme.DsaSha256, .. Sha224, .. Sha1OrMd5,
    ];

    /// <summary>The hash under it. Up to 0x06xx the first octet names it (RFC 5246 §7.4.1.4.1).</summary>
    public static SignatureHash Hash(this SignatureScheme scheme) => ((int)scheme >> 8, (int)scheme & 0xFF) switch
    {
        (1, _) => SignatureHash.Md5,
        (2, _) => SignatureHash.Sha1,
        (3, _) => SignatureHash.Sha224,
        (4, _) or (8, 0x04 or 0x09) => SignatureHash.Sha256,
        (5, _) or (8, 0x05 or 0x0A) => SignatureHash.Sha384,
        (6, _) or (8, 0x06 or 0x0B) => SignatureHash.Sha512,
        (8, 0x07 or 0x08) => SignatureHash.Intrinsic,
        _ => SignatureHash.Unknown,
    };

    /// <summary><c>SHA-256</c>.</summary>
    public static string Word(this SignatureHash hash) => hash switch
    {
        SignatureHash.Md5 => "MD5",
        SignatureHash.Md5Sha1 => "MD5 with SHA-1",
        SignatureHash.Sha1 => "SHA-1",
        SignatureHash.Sha224 => "SHA-224",
        SignatureHash.Sha256 => "SHA-256",
        SignatureHash.Sha384 => "SHA-384",
        SignatureHash.Sha512 => "SHA-512",
        SignatureHash.Intrinsic => "its own hash",
        _ => "an unknown hash",
    };

    /// <summary>A name for it; the number where it is none that we know.</summary>
    public static string Word(this SignatureScheme scheme) =>
        Enum.IsDefined(scheme) ? scheme.ToString() : string.Create(CultureInfo.InvariantCulture, $"0x{(int)scheme:X4}");
}
