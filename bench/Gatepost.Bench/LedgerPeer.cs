using System.Security.Cryptography;
using System.Text;
using Gatepost.Messages;

namespace Gatepost.Bench;

/// <summary>
/// Somebody outside: one in fifty has no TLS, one in ten no certificate that could be verified, one in six DANE or MTA-STS; with the
/// largest three something was agreed.
/// </summary>
internal sealed record LedgerPeer(string Domain, string Host, TlsFacts AsServer, TlsFacts AsClient)
{
    private static readonly TlsFacts Modern = new()
    {
        Protocol = "TLSv1.3",
        CipherSuite = "TLS_AES_256_GCM_SHA384",
        Reached = Assurance.Encrypted,
        Reachable = Assurance.Encrypted,
        Proofs = TlsProofs.Tls | TlsProofs.Strong,
    };

    private const int Partners = 3;

    private const TlsProofs Chain = TlsProofs.Tls | TlsProofs.Strong | TlsProofs.TrustedChain;

    /// <summary>The organisation's own mail server.</summary>
    public static TlsFacts Inside { get; } = Modern;

    public static LedgerPeer Number(int number, int seed)
    {
        var random = new Random(seed + number);
        var domain = $"d{number}.example";
        // Many domains have their mail at one of a few large hosts.
        var host = random.Next(2) == 0 ? $"mx{random.Next(3)}.host{random.Next(50)}.example" : $"mail.{domain}";
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(host)));
        var server = Modern with
        {
            Subject = $"CN={host}",
            Names = [host],
            CertificateDigest = digest,
            PublicKeyDigest = digest,
            NotAfter = DateTimeOffset.UnixEpoch.AddYears(60),
        };
        var facts = number < Partners ? server with
        {
            Reached = Assurance.PartnerVerified,
            Reachable = Assurance.PartnerVerified,
            VouchedBy = "CN=A private CA",
            Proofs = Chain | TlsProofs.VerifyName | TlsProofs.SecureName,
        }
            : Some(server, host, random.Next(100));
        return new(domain, host, facts, random.Next(100) < 4 ? TlsFacts.Clear() : Modern);
    }

    private static TlsFacts Some(TlsFacts server, string host, int chance) => chance switch
    {
        < 2 => TlsFacts.Clear("STARTTLS is not offered", TlsReason.NotOffered),
        < 7 => server with { Problem = "the certificate is self-signed", Reason = TlsReason.SelfSigned },
        < 12 => server with
        {
            Problem = $"the certificate is for {host}, not for another name",
            Reason = TlsReason.OtherName,
            Proofs = Chain,
        },
        < 26 => server with
        {
            Reached = Assurance.DaneVerified,
            Reachable = Assurance.DaneVerified,
            VouchedBy = "TLSA 3 1 1",
            Proofs = Chain | TlsProofs.VerifyName | TlsProofs.Dane,
        },
        < 30 => server with
        {
            Reached = Assurance.StsVerified,
            Reachable = Assurance.StsVerified,
            VouchedBy = "CN=A public CA",
            Proofs = Chain | TlsProofs.VerifyName | TlsProofs.Sts,
        },
        _ => server with
        {
            Reachable = Assurance.HostVerified,
            VouchedBy = "CN=A public CA",
            Proofs = Chain | TlsProofs.VerifyName,
        },
    };
}
