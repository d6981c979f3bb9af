using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Delivery;

/// <summary>
/// Holds a certificate against an expectation: whether the level is met, what was proven and what could have been. Every
/// certificate is evaluated, also where the level accepts any: else nobody could say what enforcing it would break.
/// </summary>
internal sealed record PeerEvaluation(bool IsAccepted, Assurance Reached, Assurance Reachable)
{
    private const int ShownNames = 5;
    private const int ShownName = 80;

    public string? VouchedBy { get; private init; }

    public string? Problem { get; private init; }

    public static PeerEvaluation Of(PeerCertificate? certificate, PeerExpectation expectation)
    {
        if (certificate is null)
        {
            var accepted = !expectation.Level.MustMatch();
            return new(accepted, Assurance.Encrypted, Assurance.Encrypted) { Problem = "the server showed no certificate" };
        }

        var pin = certificate.Fits(expectation.Requirement.Pins);
        var byName = ByName(certificate, expectation);
        var reachable = pin is null ? byName : Assurance.PartnerVerified;
        var isAccepted = expectation.Level switch
        {
            TlsLevel.May or TlsLevel.Encrypt => true,
            TlsLevel.Fingerprint => pin is not null,
            TlsLevel.Verify => byName is not Assurance.Encrypted,
            TlsLevel.Secure => byName is Assurance.PartnerVerified && MatchesPartner(certificate, expectation),
            _ => throw new InvalidOperationException($"level {expectation.Level.Word()} cannot be judged by a certificate alone"),
        };

        // At May and Encrypt anybody would have been accepted, so nobody was authenticated (RFC 7672 §2.2.1).
        var reached = !isAccepted || !expectation.Level.MustMatch() ? Assurance.Encrypted
            : expectation.Level is TlsLevel.Fingerprint ? Assurance.PartnerVerified
            : byName;
        return new(isAccepted, reached, reachable)
        {
            VouchedBy = pin is not null ? pin.ToString() : byName is Assurance.Encrypted ? null : certificate.Anchor,
            Problem = Describe(certificate, expectation, isAccepted && reachable is not Assurance.Encrypted),
        };
    }

    private static Assurance ByName(PeerCertificate certificate, PeerExpectation expectation)
    {
        if (certificate.ChainProblem is not null) return Assurance.Encrypted;
        if (MatchesPartner(certificate, expectation)) return Assurance.PartnerVerified;

        // A row that names names means those and no others, also at Verify.
        if (expectation.Requirement.Names.Count > 0 && expectation.Level.MustTrustCa()) return Assurance.Encrypted;
        if (!certificate.Names.Match(expectation.Host)) return Assurance.Encrypted;

        // The MX name came from the DNS, but only a CA that the row itself names could have vouched for it.
        return expectation.Requirement.CaFile is null ? Assurance.HostVerified : Assurance.PartnerVerified;
    }

    private static bool MatchesPartner(PeerCertificate certificate, PeerExpectation expectation)
    {
        foreach (var name in expectation.PartnerNames())
        {
            if (certificate.Names.Match(name)) return true;
        }

        return false;
    }

    private static string? Describe(PeerCertificate certificate, PeerExpectation expectation, bool isGood)
    {
        if (isGood) return null;
        if (expectation.Level is TlsLevel.Fingerprint)
        {
            return $"neither the certificate (sha256 {certificate.Digest}) nor its key (sha256 {certificate.PublicKeyDigest}) "
                + "is one that is pinned";
        }

        if (certificate.ChainProblem is { } problem) return problem;
        IReadOnlyList<string> partner = expectation.PartnerNames();
        var wanted = partner.Count > 0 ? string.Join(" or ", partner) : expectation.Host;
        return $"the certificate is for {Shown(certificate)}, not for {wanted}";
    }

    private static string Shown(PeerCertificate certificate)
    {
        var names = certificate.Names.All.Take(ShownNames + 1).Select(name => PeerText.Escape(name, ShownName)).ToList();
        if (names.Count == 0) return "no name at all (its subjectAltName is missing, or cannot be read)";
        if (names.Count > ShownNames) names[^1] = "others";
        return string.Join(", ", names);
    }
}
