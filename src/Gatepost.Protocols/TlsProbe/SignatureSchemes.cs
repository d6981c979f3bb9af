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

    /// <summary>A name for it; the number where it is none that we know.</summary>
    public static string Word(this SignatureScheme scheme) =>
        Enum.IsDefined(scheme) ? scheme.ToString() : string.Create(CultureInfo.InvariantCulture, $"0x{(int)scheme:X4}");
}
