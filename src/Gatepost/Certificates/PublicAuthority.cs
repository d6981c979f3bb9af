using System.Security.Cryptography.X509Certificates;
using Gatepost.Protocols.Text;

namespace Gatepost.Certificates;

/// <summary>
/// Tells an authority to which everybody can go from a partner's own: where one of the former stands in the file by which a
/// partner's client certificates are known, anybody can have one made, and send mail in the partner's name.
/// </summary>
internal static class PublicAuthority
{
    /// <summary>What helps.</summary>
    public const string Remedy =
        "name the key of the partner's server instead (inbound_client_pins), or an authority of the partner's own";

    private const int ShownName = 100;

    /// <summary>What is wrong with it.</summary>
    public static string Problem(string name) =>
        $"{name} is an authority that this machine trusts for everybody: who has a certificate from it passes for this partner";

    /// <summary>The name of the first authority of a file that this machine trusts for everybody; null: there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">The time.</param>
    /// <param name="roots">What counts as trusted for everybody; null: what the system trusts.</param>
    public static string? Find(string? path, DateTimeOffset now, X509Certificate2Collection? roots = null)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return AnchorFiles.Load(path).FirstOrDefault(authority => IsPublic(authority, now, roots)) is { } found
                ? PeerText.Escape(found.Subject, ShownName)
                : null;
        }
        catch (IOException)
        {
            return null; // That it cannot be read is told elsewhere.
        }
    }

    private static bool IsPublic(X509Certificate2 authority, DateTimeOffset now, X509Certificate2Collection? roots)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = now.UtcDateTime;
        policy.VerificationTimeIgnored = false;
        // An authority that is out of date may come back, and its name is what was meant.
        policy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return chain.Build(authority);
    }
}
