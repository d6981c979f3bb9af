using System.Globalization;

namespace Gatepost.Checks.TlsProbing;

/// <summary>The ciphers of SSL 2.0, all of them broken.</summary>
internal static class Ssl2Ciphers
{
    public static string NameOf(int cipher) => cipher switch
    {
        0x010080 => "SSL_CK_RC4_128_WITH_MD5",
        0x020080 => "SSL_CK_RC4_128_EXPORT40_WITH_MD5",
        0x030080 => "SSL_CK_RC2_128_CBC_WITH_MD5",
        0x040080 => "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5",
        0x050080 => "SSL_CK_IDEA_128_CBC_WITH_MD5",
        0x060040 => "SSL_CK_DES_64_CBC_WITH_MD5",
        0x0700C0 => "SSL_CK_DES_192_EDE3_CBC_WITH_MD5",
        _ => string.Create(CultureInfo.InvariantCulture, $"0x{cipher:X6}"),
    };
}
