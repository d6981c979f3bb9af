namespace Gatepost.Tests.Protocols.Dane;

/// <summary>
/// A certificate that OpenSSL made for somebody-else.example, valid in January 2024, and what <c>openssl dgst</c> says of it and
/// of its key: digests that nobody here computed.
/// </summary>
internal static class ExpiredCertificate
{
    public const string CertificateSha256 = "b07d4562827ebbb9b0a7a0068c427d0092d85e705c1f2179158caee4c4e62a0c";
    public const string CertificateSha512 = "dd1d1f1e925ac9f52dec993083bd12499815ec9ce97b33b6ac3329d23f0067bb"
        + "01665608c0e0c0f2dd18f10423b4045038afc60e39b834e4885498860312c2f8";

    public const string KeySha256 = "753748e31b96449c49180503f864dc37283bf7efd81680bc07d9efefe614ed92";
    public const string KeySha512 = "de741a75fbc0d83ae2c29ae378727555574c4b7fcd210dfb5bffdbabf3c25fee"
        + "d13589007a174c42cf1fd83a992dbc04fbe2aa64c1893741f2cf330389e0cdb2";

    public const string Key = "3059301306072a8648ce3d020106082a8648ce3d03010703420004fd0e5a8f79925800ab6367f8b4d0895d7f8ab68c4bc0"
        + "2bd2b78f1fed9ad4df21df65f07e585e7b2934de2afb17cd973e56f4914d7ec68488fda1b60c390f2ba0";

    public static byte[] Der { get; } = Convert.FromBase64String(
        "MIIBcjCCARigAwIBAgIBATAKBggqhkjOPQQDAjAgMR4wHAYDVQQDDBVzb21lYm9keS1lbHNlLmV4YW1wbGUwHhcNMjQwMTAxMDAw"
        + "MDAwWhcNMjQwMjAxMDAwMDAwWjAgMR4wHAYDVQQDDBVzb21lYm9keS1lbHNlLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMB"
        + "BwNCAAT9DlqPeZJYAKtjZ/i00Ildf4q2jEvAK9K3jx/tmtTfId9l8H5YXnspNN4q+xfNlz5W9JFNfsaEiP2htgw5Dyugo0MwQTAg"
        + "BgNVHREEGTAXghVzb21lYm9keS1lbHNlLmV4YW1wbGUwHQYDVR0OBBYEFMPShZ8PwmRXOjfIPy5oA9AUrey9MAoGCCqGSM49BAMC"
        + "A0gAMEUCIQD5dU75P6D59RGgXUHryW/Qic3mAiMEWGjAEZlB4LtgZAIgFpnoIiWgJ2pbbGwVotGfn+nFOVS+cVDcJvLr9zmP6uY=");

    public static string Whole => Convert.ToHexStringLower(Der);
}
