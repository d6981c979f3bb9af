using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Delivery;

/// <summary>
/// Holds a certificate against an expectation: whether every demand is met, what was proven and what could have been. Every
/// certificate is evaluated, also where any is accepted: else nobody could say what enforcing it would break.
/// </summary>
internal sealed record PeerEvaluation(bool IsAccepted, Assurance Reached, Assurance Reachable)
{
    private const int ShownNames = 5;
    private const int ShownName = 80;

    private static readonly PeerProof WithoutRecords =
        new(Assurance.DaneVerified, true, null, new(TlsReason.NoDane, "the host has no TLSA records"));

    private static readonly PeerProblem NoCertificate = new(TlsReason.NoCertificate, "the server showed no certificate");

    public string? VouchedBy { get; private init; }

    public string? Problem { get; private init; }

    /// <summary>Why the peer is refused, else why its certificate proves nothing by its name.</summary>
    public TlsReason Reason { get; private init; }

    public static PeerEvaluation Of(PeerCertificate? certificate, PeerExpectation expectation)
    {
        if (certificate is null)
        {
            var accepted = !expectation.Level.MustMatch();
            return new(accepted, Assurance.Encrypted, Assurance.Encrypted)
            {
                Problem = NoCertificate.Words,
                Reason = NoCertificate.Reason,
            };
        }

        var proofs = ProofsOf(certificate, expectation);
        var unmet = proofs.FirstOrDefault(proof => proof is { IsDemanded: true, Holds: false });
        var best = proofs.Where(proof => proof.Holds).MaxBy(proof => proof.Assurance);
        // What was not demanded was not proven: anybody would have been accepted without it (RFC 7672 §2.2.1).
        var reached = unmet is not null ? Assurance.Encrypted
            : proofs.Where(proof => proof.IsDemanded).Select(proof => proof.Assurance).Append(Assurance.Encrypted).Max();
        // What proves nothing is told of even where something else holds: other levels would have asked for it.
        var problem = unmet?.Problem ?? proofs.Find(proof => proof.Problem is not null)?.Problem;
        return new(unmet is null, reached, best?.Assurance ?? Assurance.Encrypted)
        {
            VouchedBy = best?.VouchedBy,
            Problem = unmet is not null || best is null ? problem?.Words : null,
            Reason = problem?.Reason ?? TlsReason.None,
        };
    }

    private static List<PeerProof> ProofsOf(PeerCertificate certificate, PeerExpectation expectation)
    {
        var proofs = new List<PeerProof> { ByPin(certificate, expectation), ByName(certificate, expectation) };
        var demand = expectation.Demand;
        if (demand.MustVerifyName || demand.IsVouchedBySts) proofs.Add(ByMxName(certificate, expectation));
        if (demand.Dane is { Records.Count: > 0 } dane) proofs.Add(DaneVerifier.Prove(certificate, dane));
        else if (expectation.Floor is TlsLevel.DaneOnly) proofs.Add(WithoutRecords);
        return proofs;
    }

    private static PeerProof ByPin(PeerCertificate certificate, PeerExpectation expectation)
    {
        var isDemanded = expectation.Floor is TlsLevel.Fingerprint;
        var pin = certificate.Fits(expectation.Requirement.Pins);
        return new(Assurance.PartnerVerified, isDemanded, pin?.ToString(), pin is not null || !isDemanded ? null
            : new(TlsReason.OtherKey,
                $"neither the certificate (sha256 {certificate.Digest}) nor its key (sha256 {certificate.PublicKeyDigest}) "
                + "is one that is pinned"));
    }

    /// <summary>By a name that the row or the level asks for.</summary>
    private static PeerProof ByName(PeerCertificate certificate, PeerExpectation expectation)
    {
        var isDemanded = expectation.Floor.MustTrustCa();
        IReadOnlyList<string> names = expectation.PartnerNames();
        // A row that names names means those and no others, also at Verify; and Secure knows no name that the DNS gave.
        var takesHost = expectation.Floor is not TlsLevel.Secure && !(isDemanded && expectation.Requirement.Names.Count > 0);
        var isPartner = names.Any(certificate.Names.Match);
        if (certificate.ChainProblem is null && (isPartner || (takesHost && certificate.Names.Match(expectation.Host))))
        {
            // The MX name came from the DNS, but only a CA that the row itself names could have vouched for it.
            var isOurs = isPartner || expectation.Requirement.CaFile is not null;
            return new(isOurs ? Assurance.PartnerVerified : Assurance.HostVerified, isDemanded, Voucher(certificate), null);
        }

        var wanted = names.Count > 0 ? string.Join(" or ", names) : expectation.Host;
        return new(Assurance.HostVerified, isDemanded, null, certificate.ChainProblem ?? OtherName(certificate, wanted));
    }

    /// <summary>By the MX host's name, whatever the row names: MTA-STS vouches for it, or REQUIRETLS asks for it.</summary>
    private static PeerProof ByMxName(PeerCertificate certificate, PeerExpectation expectation)
    {
        var assurance = expectation.Demand.IsVouchedBySts ? Assurance.StsVerified : Assurance.HostVerified;
        var problem = certificate.ChainProblem
            ?? (certificate.Names.Match(expectation.Host) ? null : OtherName(certificate, expectation.Host));
        return new(assurance, expectation.Demand.MustVerifyName, problem is null ? Voucher(certificate) : null, problem);
    }

    private static string Voucher(PeerCertificate certificate) => certificate.Anchor ?? "a trusted CA";

    private static PeerProblem OtherName(PeerCertificate certificate, string wanted) =>
        new(TlsReason.OtherName, $"the certificate is for {Shown(certificate)}, not for {wanted}");

    private static string Shown(PeerCertificate certificate)
    {
        var names = certificate.Names.All.Take(ShownNames + 1).Select(name => PeerText.Escape(name, ShownName)).ToList();
        if (names.Count == 0) return "no name at all (its subjectAltName is missing, or cannot be read)";
        if (names.Count > ShownNames) names[^1] = "others";
        return string.Join(", ", names);
    }
}
