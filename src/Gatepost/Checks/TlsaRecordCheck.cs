using Gatepost.Checks.Survey;
using Gatepost.Delivery;
using Gatepost.Protocols.Dane;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks;

/// <summary>E4, E5, E6, E9, E10, E12, E13: each TLSA record against each certificate that is shown.</summary>
internal sealed class TlsaRecordCheck : ICheck
{
    private const int ShownRecord = 60;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static readonly FindingKind Mismatch = new("E4", Severity.Fail, "The certificate does not match the TLSA records")
    {
        Meaning = "The zone says which key the host has, and the host shows another. To senders that obey DANE this looks "
            + "like an attack: they do not deliver. Nearly always the certificate was renewed and the record forgotten.",
        Remedy = "Whoever runs the host publishes a TLSA record for the new key at once (3 1 1 and its SHA-256 digest), and "
            + "from now on before each change, or keeps the key when the certificate is renewed. Until then tls_dane = "
            + "\"audit\" in the partner's row lets mail through without that protection.",
    };

    public static readonly FindingKind Unusable = new("E5", Severity.Warning, "A TLSA record cannot be used for mail")
    {
        Meaning = "Only the usages 2 (an authority) and 3 (the server's own key) count for mail, with a digest of the right "
            + "length. The record is passed over; if none is left, TLS is demanded and any certificate is taken.",
        Remedy = "Whoever published it replaces it by \"3 1 1\" and the SHA-256 digest of the server's public key.",
    };

    public static readonly FindingKind Idle = new("E6", Severity.Info, "A TLSA record fits no certificate that is shown")
    {
        Meaning = "Either it is for the next key, which is good practice before a change, or it was left over from an old "
            + "one. Mail is not affected while another record fits.",
        Remedy = "Nothing if a change is coming. Otherwise whoever published it removes it.",
    };

    public static readonly FindingKind Whole = new("E9", Severity.Info, "A TLSA record holds a whole certificate or key")
    {
        Own = Severity.Warning,
        Meaning = "Matching type 0 puts everything into the DNS instead of a digest. It works, and makes answers so large "
            + "that some networks lose them.",
        Remedy = "Whoever published it uses a digest: matching type 1 (SHA-256).",
    };

    public static readonly FindingKind Fragile = new("E10", Severity.Info, "A TLSA record breaks at each renewal")
    {
        Own = Severity.Warning,
        Meaning = "The record is made of the whole certificate (selector 0), which changes with each renewal, even where "
            + "the key stays. If nobody changes the record at the same time, mail stops.",
        Remedy = "Whoever published it uses \"3 1 1\", which is made of the key, and lets the key stay the same at renewals.",
    };

    public static readonly FindingKind LongLife = new("E12", Severity.Info, "TLSA records are kept for more than an hour")
    {
        Own = Severity.Warning,
        Meaning = "Resolvers keep the record for as long as its time to live (TTL) says. When the key of the host has to change "
            + "at once, after a break-in for instance, senders hold on to the old record for that long and do not deliver.",
        Remedy = "Whoever publishes the record sets its time to live to 3600 seconds or less.",
    };

    public static readonly FindingKind NoNext = new("E13", Severity.Info, "There is no TLSA record for the next key")
    {
        Meaning = "There is one record, for the key that the host has now. When the key changes, mail stops until the new record "
            + "has reached everybody, unless it was published some hours before.",
        Remedy = "Make the next key now and publish its record beside the present one (3 1 1 and its SHA-256 digest), or keep "
            + "the same key at each renewal. A second record for the CA (2 1 1) also carries you over.",
    };

    public IReadOnlyList<FindingKind> Kinds => [Mismatch, Unusable, Idle, Whole, Fragile, LongLife, NoNext];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var host in survey.Hosts.Where(host => host.HasSecureTlsa))
        {
            foreach (var record in host.Tlsa!.Records)
                foreach (var finding in JudgeRecord(host, record)) yield return finding;
            if (host.Tlsa.PublishedTimeToLive > Hour)
                yield return new(LongLife, host.Host.Name,
                    $"{(long)host.Tlsa.PublishedTimeToLive.TotalSeconds} seconds, as it is seen here");
            if (survey.IsOwn && host.Tlsa.Records is [{ IsUsable: true, Usage: TlsaUsage.DaneEe }])
                yield return new(NoNext, host.Host.Name);
            if (host.Demand.Dane is not { Records.Count: > 0 } dane) continue;
            foreach (var chain in ShownChain.Of(host).Where(chain => !chain.IsProvenByDane))
                yield return new(Mismatch, chain.Where, DaneVerifier.Prove(chain.Presented, dane).Problem?.Words ?? "");
        }
    }

    private static IEnumerable<Finding> JudgeRecord(HostSurvey host, TlsaRecord record)
    {
        var (where, shown) = (host.Host.Name, PeerText.Escape(record.ToString(), ShownRecord));
        if (!record.IsUsable)
        {
            yield return new(Unusable, where, $"{shown} ({Words(record.Problem)})");
            yield break;
        }

        var chains = ShownChain.Of(host).ToList();
        var alone = host.Demand.Dane is { } dane ? dane with { Records = [record] } : null;
        // Where none fits, that is told of all of them at once.
        if (alone is not null && chains.Any(chain => chain.IsProvenByDane)
            && !chains.Any(chain => DaneVerifier.Prove(chain.Presented, alone).Holds))
            yield return new(Idle, where, shown);
        if (record.MatchingType is TlsaMatchingType.Full) yield return new(Whole, where, shown);
        else if (record is { Usage: TlsaUsage.DaneEe, Selector: TlsaSelector.Certificate })
            yield return new(Fragile, where, shown);
    }

    private static string Words(TlsaProblem problem) => problem switch
    {
        TlsaProblem.TooShort => "it is too short to say anything",
        TlsaProblem.PkixUsage => "usages 0 and 1 are not for mail",
        TlsaProblem.UnknownUsage => "unknown usage",
        TlsaProblem.UnknownSelector => "unknown selector",
        TlsaProblem.UnknownMatchingType => "unknown matching type",
        TlsaProblem.WrongDigestLength => "the digest has the wrong length",
        _ => "its data is no certificate and no key",
    };
}
