using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>D7, D8: keys and signatures.</summary>
internal sealed class CertificateStrengthCheck : ICheck
{
    private const int LeastRsa = 2048, LeastEc = 256;

    public static readonly FindingKind WeakKey = new("D7", Severity.Warning, "The key of the certificate is too short")
    {
        Own = Severity.Fail,
        Meaning = "Keys below 2048 bits (RSA) or 256 bits (elliptic curves) can be broken with effort, and then the server "
            + "can be impersonated. Public CAs have not issued certificates for such keys since 2014.",
        Remedy = "Whoever runs the host makes a new key (RSA of 2048 bits or more, or EC P-256) and gets a certificate for "
            + "it.",
    };

    public static readonly FindingKind WeakSignature = new("D8", Severity.Warning, "A certificate is signed by a broken method")
    {
        Own = Severity.Fail,
        Meaning = "Signatures with MD5 and SHA-1 can be forged. Many systems do not accept them any more.",
        Remedy = "Whoever runs the host gets a new certificate; every CA signs with SHA-256 or better today.",
    };

    public IReadOnlyList<FindingKind> Kinds => [WeakKey, WeakSignature];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var chain in survey.Chains.Where(chain => chain.Certificates.Count > 0))
        {
            var own = chain.Certificates[0];
            var least = own.KeyKind switch { "RSA" => LeastRsa, "EC" => LeastEc, _ => 0 };
            if (own.KeySize > 0 && own.KeySize < least)
                yield return new(WeakKey, chain.Where, $"{own.KeyKind}, {own.KeySize} bits");
            // A root's own signature proves nothing, so its method does not matter.
            var weak = chain.Certificates.FirstOrDefault(
                certificate => !certificate.IsSelfIssued && IsWeak(certificate.Signature));
            if (weak is not null) yield return new(WeakSignature, chain.Where, weak.Signature);
        }
    }

    private static bool IsWeak(string signature) =>
        signature.Contains("sha1", StringComparison.OrdinalIgnoreCase)
        || signature.Contains("md5", StringComparison.OrdinalIgnoreCase);
}
