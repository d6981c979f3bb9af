using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>
/// The names for which a certificate is valid: those of its subjectAltName and no others; the common name is a text for
/// people (RFC 9525 §2, §6.3).
/// </summary>
internal sealed class CertificateNames
{
    private const int MaxNames = 200;

    private readonly List<IPAddress> _addresses = [];

    public CertificateNames(X509Certificate2 certificate)
    {
        var names = new List<string>();
        try
        {
            foreach (var extension in certificate.Extensions)
            {
                if (extension is not X509SubjectAlternativeNameExtension alternatives) continue;
                names.AddRange(alternatives.EnumerateDnsNames().Take(MaxNames).Select(DomainName.Normalize));
                _addresses.AddRange(alternatives.EnumerateIPAddresses().Take(MaxNames));
            }
        }
        catch (CryptographicException)
        {
            // An extension that does not parse names nobody.
        }

        Dns = names;
        CommonName = names.Count > 0 ? null : FindCommonName(certificate);
    }

    /// <summary>dNSName entries, normalized, as far as the certificate is of a sane size.</summary>
    public IReadOnlyList<string> Dns { get; }

    /// <summary>The common name where there is no dNSName, or null.</summary>
    public string? CommonName { get; }

    /// <summary>DNS names, and addresses behind them.</summary>
    public IEnumerable<string> All => Dns.Concat(_addresses.Select(address => address.ToString()));

    /// <summary>Whether the certificate bears a reference identifier: a host name, an address, or <c>.domain</c>, which
    /// stands for each name one label below the domain.</summary>
    public bool Match(string reference)
    {
        if (IPAddress.TryParse(reference, out var address)) return _addresses.Contains(address);
        return Match(Dns, reference);
    }

    /// <summary>The same of names that were noted down.</summary>
    public static bool Match(IReadOnlyList<string> names, string reference)
    {
        foreach (var presented in names)
        {
            if (reference.StartsWith('.') ? IsOneLabelBelow(presented, reference) : Matches(presented, reference)) return true;
        }

        return false;
    }

    /// <summary>The same, and the common name counts where there is no other: only under DANE-TA (RFC 7672 §3.2.3).</summary>
    public bool MatchOrCommonName(string reference) => Match(reference) || (CommonName is { } name && Matches(name, reference));

    private static string? FindCommonName(X509Certificate2 certificate)
    {
        const string CommonNameOid = "2.5.4.3";
        try
        {
            var found = certificate.SubjectName.EnumerateRelativeDistinguishedNames()
                .FirstOrDefault(part => !part.HasMultipleElements && part.GetSingleElementType().Value == CommonNameOid);
            return found?.GetSingleElementValue() is { } name ? DomainName.Normalize(name) : null;
        }
        catch (CryptographicException)
        {
            return null; // A subject whose octets are not what its types say names nobody either.
        }
    }

    private static bool Matches(string presented, string reference)
    {
        if (!presented.Contains('*')) return presented == reference;

        // RFC 9525 §6.3: the wildcard is the whole left-most label and the only one, and stands for exactly one label.
        if (!presented.StartsWith("*.", StringComparison.Ordinal) || presented.LastIndexOf('*') > 0) return false;
        var dot = reference.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && reference.AsSpan(dot).SequenceEqual(presented.AsSpan(1)) && presented.AsSpan(2).Contains('.');
    }

    private static bool IsOneLabelBelow(string presented, string parent)
    {
        var label = presented.Length - parent.Length;
        return label > 0 && presented.EndsWith(parent, StringComparison.Ordinal)
            && !presented.AsSpan(0, label).Contains('.')
            && (presented[0] != '*' || label == 1);
    }
}
