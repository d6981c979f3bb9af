using Gatepost.Checks.Survey;
using Gatepost.Dns;
using Gatepost.Messages;

namespace Gatepost.Checks.Reports;

/// <summary>Sums up what was seen: what can be said of the domain, and how mail would go now.</summary>
internal static class Prospect
{
    /// <summary>In one word: the worst that holds at any host.</summary>
    public static Outlook Of(DomainSurvey survey)
    {
        if (survey.Route.Problem is { } problem)
            return problem.Disposition is Disposition.Failed ? Outlook.Undeliverable : Outlook.Incomplete;
        var addresses = Seen(survey);
        if (addresses.Any(address => address.TakesMail)) return addresses.Max(Of);
        // Where our own resolver is what keeps mail waiting, nothing is said of the other side.
        var isOurs = survey.Dnssec.State is DnssecState.Unproven or DnssecState.Lost;
        return addresses.Any(address => address.Answered) && !isOurs ? Outlook.Undeliverable : Outlook.Incomplete;
    }

    /// <summary>In words.</summary>
    public static string Now(DomainSurvey survey) => Sentence(survey).TrimEnd('.') + ".";

    private static string Sentence(DomainSurvey survey)
    {
        if (survey.Route.Problem is { } problem)
            return $"Mail would {(problem.Disposition is Disposition.Failed ? "come back" : "wait")}: {problem.Reply.Text}";
        // The walk of a message: host by host, address by address; what fails is passed over.
        if (survey.Addresses.FirstOrDefault(address => address.Failure is null) is { } first)
            return Carried(survey, first);
        var reason = survey.Addresses.Select(address => address.Failure).LastOrDefault(failure => failure is not null);
        if (survey.Addresses.FirstOrDefault(address => address.MayFallBackToClear) is { } later)
            return $"Mail would wait for the first retry and then go in clear text to {later.Peer}: {reason!.Describe()}";
        return $"Mail would wait, since no host can take it: {reason?.Describe() ?? "there is none"}";
    }

    // What we cannot get to says nothing, as long as there is something else.
    private static List<AddressSurvey> Seen(DomainSurvey survey)
    {
        var within = survey.Addresses.Where(address => !address.IsOutOfOurReach).ToList();
        return within.Count > 0 ? within : [.. survey.Addresses];
    }

    private static Outlook Of(AddressSurvey address) => address switch
    {
        { TakesMail: false } => Outlook.Incomplete,
        { Reachable: Assurance.Clear or null } => Outlook.Clear,
        { Reachable: Assurance.Encrypted } => Outlook.Encrypted,
        _ => Outlook.Verified,
    };

    private static string Carried(DomainSurvey survey, AddressSurvey address)
    {
        if (survey.Decision.Level is TlsLevel.None)
            return $"Mail would go in clear text to {address.Peer}, since the configuration switches TLS off";
        if (!address.Tls.IsEncrypted) return $"Mail would go in clear text to {address.Peer}: {address.Tls.Problem}";
        var words = $"Mail would go to {address.Peer} over {address.Tls.Protocol}, ";
        if (address.Tls.Reached is not Assurance.Encrypted)
            return $"{words}proven: {address.Tls.Reached.Word()} ({Protocols.Text.PeerText.Escape(address.Tls.VouchedBy)})";
        if (address.IsWeak) return $"{words}encrypted by a method that is out of date: {address.Tls.CipherSuite}";
        return address.Tls.Reachable is Assurance.Encrypted
            ? $"{words}encrypted, to whomever answers: {address.Tls.Problem}"
            : $"{words}encrypted. No proof is demanded now; {address.Tls.Reachable.Word()} could be";
    }
}
