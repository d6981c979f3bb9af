using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Delivery;

/// <summary>What is wrong with a chain of certificates, in words that the postmaster of the other side understands.</summary>
internal static class ChainProblem
{
    private const int ShownName = 100;

    /// <summary>The gravest fault of a chain that was not found good.</summary>
    public static PeerProblem Find(X509Certificate2 leaf, X509ChainStatusFlags faults, DateTimeOffset now)
    {
        if (now > Utc(leaf.NotAfter)) return new(TlsReason.Expired, $"the certificate expired on {Day(leaf.NotAfter)}");
        if (now < Utc(leaf.NotBefore))
            return new(TlsReason.NotYetValid, $"the certificate is not valid before {Day(leaf.NotBefore)}");
        if (Has(X509ChainStatusFlags.NotSignatureValid))
            return new(TlsReason.BadChain, "a signature in the chain of certificates is wrong");
        if (Has(X509ChainStatusFlags.NotValidForUsage)) return new(TlsReason.BadChain, "the certificate is not made for servers");
        if (leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData))
            return new(TlsReason.SelfSigned, "the certificate is self-signed");
        if (Has(X509ChainStatusFlags.NotTimeValid)) return new(TlsReason.Expired, "a certificate of the chain has expired");
        if (Has(X509ChainStatusFlags.PartialChain))
        {
            return new(TlsReason.UnknownIssuer,
                $"the certificate's issuer {Name(leaf.IssuerName)} is not known (an intermediate certificate that "
                + "the server does not send, or a CA that is not trusted here)");
        }

        return Has(X509ChainStatusFlags.UntrustedRoot)
            ? new(TlsReason.UnknownIssuer,
                $"the certificate's issuer {Name(leaf.IssuerName)} does not lead to a CA that is trusted here")
            : new(TlsReason.BadChain, $"the chain of certificates is not valid ({faults})");

        bool Has(X509ChainStatusFlags flag) => (faults & flag) != 0;
    }

    private static DateTimeOffset Utc(DateTime local) => new(local.ToUniversalTime());

    private static string Day(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Name(X500DistinguishedName name) => PeerText.Escape(name.Name, ShownName);
}
