using Gatepost.Certificates;
using Gatepost.Checks;
using Gatepost.Delivery;
using Gatepost.Host.Output;

namespace Gatepost.Host.Doctor;

/// <summary>Q: our certificates and their keys.</summary>
internal sealed class KeyCheck : IDoctorCheck
{
    public static readonly FindingKind Unusable = new("Q1", Severity.Fail, "A certificate cannot be used")
    {
        Meaning = "Gatepost does not start with it; one that runs already goes on with what it had before, until its next start.",
        Remedy = "Put the right files there, readable for the user that Gatepost runs as: certificate with intermediates, and "
            + "the key that belongs to it.",
    };

    public static readonly FindingKind Expired = new("Q2", Severity.Fail, "A certificate has expired, or is not valid yet")
    {
        Meaning = "Servers that verify us (MTA-STS, DANE with a CA, partners) send nothing, and people's mail programs warn or "
            + "refuse.",
        Remedy = "Renew it, and see why that did not happen by itself (certbot renew, its timer and its log). Gatepost takes the "
            + "new files within seconds.",
    };

    public static readonly FindingKind Expires = new("Q3", Severity.Warning, "A certificate expires soon")
    {
        Meaning = "Renewal is mostly done a month before the end, so it has probably failed. After the end, servers that verify "
            + "us send nothing.",
        Remedy = "Renew it, and see why that did not happen by itself (certbot renew, its timer and its log).",
    };

    public static readonly FindingKind OtherName = new("Q4", Severity.Warning, "No certificate bears our name")
    {
        Meaning = "Others look for the name of the MX record in it, which should be our hostname. Without it they take us for "
            + "somebody else where they verify.",
        Remedy = "Get a certificate for that name, or set \"hostname\" to what the MX records and the certificate say.",
    };

    public static readonly FindingKind Untrusted = new("Q5", Severity.Warning, "A certificate leads to no trusted authority")
    {
        Meaning = "It is of a private authority, or its intermediates are missing from the file. Servers that verify us by "
            + "MTA-STS refuse it; with DANE it is good all the same.",
        Remedy = "Put the whole chain into certificate_file (fullchain.pem of Let's Encrypt), or get one from a public "
            + "authority.",
    };

    public static readonly FindingKind SelfSigned = new("Q6", Severity.Warning, "Our certificate is signed by ourselves")
    {
        Meaning = "Mail between servers is encrypted with it, and nobody can verify that it is us; people's mail programs "
            + "warn.",
        Remedy = "Get one from a public authority, such as Let's Encrypt, and name it in a [[certificate]].",
    };

    public static readonly FindingKind OpenKey = new("Q7", Severity.Warning, "Every user of this machine can read a private key")
    {
        Meaning = "Whoever has it can pass for us, and it cannot be told who has read it.",
        Remedy = "Take the right away: chmod o= FILE, and give it to the user that Gatepost runs as. If others work on this "
            + "machine, renew the certificate with a new key.",
    };

    public string Subject => "certificates";

    public IReadOnlyList<FindingKind> Kinds => [Unusable, Expired, Expires, OtherName, Untrusted, SelfSigned, OpenKey];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        foreach (var key in seen.Certificates)
        {
            if (key.OpenKeyFile is { } file) yield return new(OpenKey, key.Name, file);
            if (key.Problem is { } problem)
            {
                yield return new(Unusable, key.Name, problem);
                continue;
            }

            if (seen.Now < key.NotBefore) yield return new(Expired, key.Name, $"it begins on {Amount.Moment(key.NotBefore)}");
            else if (seen.Now > key.NotAfter) yield return new(Expired, key.Name, $"it ended on {Amount.Moment(key.NotAfter)}");
            else if (key.NotAfter - seen.Now < CertificateChecks.Soon)
                yield return new(Expires, key.Name, $"on {Amount.Moment(key.NotAfter)}");
            if (key.IsSelfSigned) yield return new(SelfSigned, key.Name);
            else if (key.Untrusted is { } why) yield return new(Untrusted, key.Name, why);
        }

        var usable = seen.Certificates.Where(static key => key.Problem is null).ToList();
        if (usable.Count > 0 && !usable.Any(key => CertificateNames.Match(key.Names, seen.Config.Hostname)))
            yield return new(OtherName, seen.Config.Hostname,
                $"they bear {string.Join(", ", usable.SelectMany(static key => key.Names))}");
    }

    public string Well(Examination seen) => seen.Certificates.Count == 0
        ? "none is there yet: Gatepost makes one of its own when it starts"
        : string.Join("; ", seen.Certificates.Select(key =>
            $"{key.Name} ({string.Join(", ", key.Names)}) until {Amount.Moment(key.NotAfter)}"));
}
