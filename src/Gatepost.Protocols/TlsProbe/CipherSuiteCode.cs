namespace Gatepost.Protocols.TlsProbe;

/// <summary>The code points that mean something to the handshake itself; names and classes of all others stand with those who
/// judge them.</summary>
public static class CipherSuiteCode
{
    /// <summary>"I know secure renegotiation", said where extensions may be too much for the server (RFC 5746 §3.3).</summary>
    public const int RenegotiationScsv = 0x00FF;

    /// <summary>"I could do better, and was pushed down" (RFC 7507 §2).</summary>
    public const int FallbackScsv = 0x5600;

    /// <summary>TLS_AES_128_GCM_SHA256.</summary>
    public const int Aes128GcmSha256 = 0x1301;

    /// <summary>TLS_AES_256_GCM_SHA384.</summary>
    public const int Aes256GcmSha384 = 0x1302;

    /// <summary>TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.</summary>
    public const int EcdheEcdsaAes128GcmSha256 = 0xC02B;

    /// <summary>TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384.</summary>
    public const int EcdheEcdsaAes256GcmSha384 = 0xC02C;

    /// <summary>TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256.</summary>
    public const int EcdheRsaAes128GcmSha256 = 0xC02F;

    /// <summary>TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384.</summary>
    public const int EcdheRsaAes256GcmSha384 = 0xC030;
}
