namespace Gatepost.Protocols.TlsProbe;

/// <summary>Types of records (RFC 8446 §5.1).</summary>
internal static class ContentTypes
{
    public const int ChangeCipherSpec = 20;
    public const int Alert = 21;
    public const int Handshake = 22;
    public const int ApplicationData = 23;
}

/// <summary>Types of handshake messages (RFC 5246 §7.4, RFC 8446 §4).</summary>
internal static class HandshakeTypes
{
    public const int HelloRequest = 0;
    public const int ClientHello = 1;
    public const int ServerHello = 2;
    public const int NewSessionTicket = 4;
    public const int EncryptedExtensions = 8;
    public const int Certificate = 11;
    public const int ServerKeyExchange = 12;
    public const int CertificateRequest = 13;
    public const int ServerHelloDone = 14;
    public const int CertificateVerify = 15;
    public const int ClientKeyExchange = 16;
    public const int Finished = 20;
}

/// <summary>Types of extensions (IANA "TLS ExtensionType Values").</summary>
internal static class ExtensionTypes
{
    public const int ServerName = 0;
    public const int SupportedGroups = 10;
    public const int PointFormats = 11;
    public const int SignatureAlgorithms = 13;
    public const int ExtendedMasterSecret = 23;
    public const int SessionTicket = 35;
    public const int EarlyData = 42;
    public const int SupportedVersions = 43;
    public const int PskKeyExchangeModes = 45;
    public const int KeyShare = 51;
    public const int RenegotiationInfo = 0xFF01;
}
