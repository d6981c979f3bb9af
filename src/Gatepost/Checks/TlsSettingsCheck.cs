using Gatepost.Checks.Survey;
using Gatepost.Checks.TlsProbing;

namespace Gatepost.Checks;

/// <summary>C: what a server's TLS can be talked into, by the classes of NCSC-NL (docs/checks-tls.md).</summary>
internal sealed class TlsSettingsCheck : ICheck
{
    public static readonly FindingKind Gaps = new("C16", Severity.Info, "Not all of the server's TLS could be seen")
    {
        Meaning = "The server stopped answering, or the calls that a check allows itself were used up. What is not listed here "
            + "may be worse than it looks; nothing that was not seen is taken for absent.",
        Remedy = "Run the check again later. Where it is your own server, its log says why it turned the check away.",
    };

    private static readonly Dictionary<TlsTopic, FindingKind> ByTopic = new()
    {
        [TlsTopic.Versions] = Of("C1", TlsTopic.Versions, Severity.Fail, "Old versions of SSL or TLS are spoken"),
        [TlsTopic.Suites] = Of("C2", TlsTopic.Suites, Severity.Fail, "Weak cipher suites are taken"),
        [TlsTopic.Order] = Of("C3", TlsTopic.Order, Severity.Warning, "A worse cipher suite is chosen than could be"),
        [TlsTopic.Groups] = Of("C4", TlsTopic.Groups, Severity.Warning, "Weak groups are taken for the key exchange"),
        [TlsTopic.Fields] = Of("C5", TlsTopic.Fields, Severity.Fail, "Keys are agreed upon in a weak finite field"),
        [TlsTopic.Hashes] = Of("C6", TlsTopic.Hashes, Severity.Warning, "Weak hashes are taken under signatures"),
        [TlsTopic.ExtendedMasterSecret] =
            Of("C7", TlsTopic.ExtendedMasterSecret, Severity.Fail, "Keys are not bound to the handshake"),
        [TlsTopic.SecureRenegotiation] =
            Of("C8", TlsTopic.SecureRenegotiation, Severity.Fail, "Secure renegotiation is not known"),
        [TlsTopic.ClientRenegotiation] =
            Of("C9", TlsTopic.ClientRenegotiation, Severity.Warning, "Clients may renegotiate without end"),
        [TlsTopic.InsecureRenegotiation] =
            Of("C10", TlsTopic.InsecureRenegotiation, Severity.Fail, "Clients may renegotiate in the insecure way"),
        [TlsTopic.Compression] = Of("C11", TlsTopic.Compression, Severity.Fail, "TLS compresses"),
        [TlsTopic.Fallback] = Of("C12", TlsTopic.Fallback, Severity.Warning, "Clients that were pushed down are not protected"),
        [TlsTopic.EarlyData] = Of("C13", TlsTopic.EarlyData, Severity.Warning, "Early data is taken"),
        [TlsTopic.PostQuantum] = Of("C14", TlsTopic.PostQuantum, Severity.Info, "No keys withstand quantum computers"),
        [TlsTopic.Names] = Of("C15", TlsTopic.Names, Severity.Fail, "Clients that name another host are refused"),
    };

    public IReadOnlyList<FindingKind> Kinds => [.. ByTopic.Values, Gaps];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var address in survey.Addresses)
            if (address.Probe is { } facts)
                foreach (var finding in Judge(address.Peer, facts, address.WithoutServerName)) yield return finding;
    }

    /// <summary>Judges one address.</summary>
    /// <param name="where">What it is called.</param>
    /// <param name="facts">What was seen there.</param>
    /// <param name="withoutName">Whether clients that name no host are answered, where another check tells that.</param>
    public static IEnumerable<Finding> Judge(string where, TlsProbeFacts facts, SideProbeAnswer withoutName)
    {
        var profile = TlsJudge.Judge(facts);
        foreach (var found in profile.Findings.Where(static found => found.Remedy is not null))
        {
            var kind = ByTopic[found.Topic];
            // D13 tells of clients that name no host.
            if (found.Topic is TlsTopic.Names && withoutName is SideProbeAnswer.Bad
                && facts.Features.UnknownName is not Observed.No) continue;
            var items = found.Items.Count > 0 ? $": {string.Join(", ", found.Items)}" : "";
            yield return new(kind, where, $"{found.Class.Word()}: {found.Title}{items}")
            {
                Own = kind.Own is Severity.Fail && found.Class is SecurityClass.PhaseOut ? Severity.Warning : kind.Own,
            };
        }

        if (profile.Gaps.Count > 0) yield return new(Gaps, where, string.Join("; ", profile.Gaps));
    }

    // At somebody else's place it is theirs: what counts there is what comes about with us.
    private static FindingKind Of(string id, TlsTopic topic, Severity own, string title)
    {
        var text = TopicTexts.Of(topic);
        var remedy = text.Remedy;
        return new(id, Severity.Info, title)
        {
            Own = own,
            Meaning = text.Meaning,
            Remedy = $"Postfix: {remedy.Postfix} Exchange: {remedy.Exchange} Gatepost: {remedy.Gatepost}",
        };
    }
}
