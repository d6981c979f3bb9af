using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Finds the groups that the server takes, and whose order decides: like suites, by striking off.</summary>
/// <param name="version">TLS 1.3, or one before it.</param>
/// <param name="suites">Suites that the server is known to take, and that need a group.</param>
/// <param name="caller">Who calls.</param>
/// <param name="notes">Who looks at each answer.</param>
internal sealed class GroupScan(TlsVersion version, IReadOnlyList<int> suites, TlsCaller caller, ProbeNotes notes)
{
    public async ValueTask<GroupListFacts> RunAsync(CancellationToken cancellationToken)
    {
        caller.Subject = $"groups of {version.Word()}";
        var left = (version is TlsVersion.Tls13 ? TlsGroups.ForTls13 : TlsGroups.Curves).ToList();
        var found = new List<TlsGroup>();
        var isComplete = false;
        while (left.Count > 0)
        {
            var answer = await AskAsync(left, cancellationToken);
            var group = GroupOf(answer);
            if (group is TlsGroup.None && answer.Fault is not null) break;
            isComplete = group is TlsGroup.None || !left.Remove(group) || left.Count == 0;
            // Some servers have one curve, whatever is offered: it is found once.
            if (group is not TlsGroup.None && !found.Contains(group)) found.Add(group);
            if (isComplete) break;
        }

        return new()
        {
            Groups = [.. found.Select(GroupFacts.Of)],
            IsComplete = isComplete,
            Order = found.Count < 2 ? WhoChooses.Unknown : await OrderAsync(found, cancellationToken),
        };
    }

    private async ValueTask<WhoChooses> OrderAsync(List<TlsGroup> found, CancellationToken cancellationToken)
    {
        List<TlsGroup> reversed = [.. found];
        reversed.Reverse();
        var group = GroupOf(await AskAsync(reversed, cancellationToken));
        return group == found[0] ? WhoChooses.Server : group == reversed[0] ? WhoChooses.Client : WhoChooses.Unknown;
    }

    private async ValueTask<HelloAnswer> AskAsync(IReadOnlyList<TlsGroup> groups, CancellationToken cancellationToken)
    {
        var offer = HelloOffers.Of(version, suites, caller.Target.ServerName) with { Groups = groups };
        var answer = await caller.CallAsync(offer, cancellationToken);
        notes.Note(answer);
        return answer;
    }

    private static TlsGroup GroupOf(HelloAnswer answer) =>
        answer.Hello is { Version: >= TlsVersion.Tls13 } hello
            ? hello.Group
            : ProbeNotes.ExchangeOf(answer)?.Group ?? TlsGroup.None;
}
