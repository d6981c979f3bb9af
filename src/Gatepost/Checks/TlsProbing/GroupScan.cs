using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>
/// Finds the groups that the server takes, and whose order decides: like suites, by striking off. One of them may have to be
/// offered always: before TLS 1.3 the key of an ECDSA certificate must lie on a curve that was offered (RFC 8422 §5.3). It stands
/// last, and once the server chooses it, what it likes less cannot be seen any more.
/// </summary>
/// <param name="version">TLS 1.3, or one before it.</param>
/// <param name="suites">Suites that the server is known to take, and that need a group.</param>
/// <param name="caller">Who calls.</param>
/// <param name="notes">Who looks at each answer.</param>
internal sealed class GroupScan(TlsVersion version, IReadOnlyList<int> suites, TlsCaller caller, ProbeNotes notes)
{
    private readonly List<TlsGroup> _found = [];

    /// <summary>The group that is always offered; none where there need be none.</summary>
    public TlsGroup Always { get; init; }

    public async ValueTask<GroupListFacts> RunAsync(CancellationToken cancellationToken)
    {
        caller.Subject = $"groups of {version.Word()}";
        var all = version is TlsVersion.Tls13 ? TlsGroups.ForTls13 : TlsGroups.Curves;
        var left = all.Where(group => group != Always).ToList();
        var isComplete = await StrikeOffAsync(left, cancellationToken);
        var order = await OrderAsync(cancellationToken);
        return new()
        {
            Groups = [.. _found.Select(GroupFacts.Of)],
            // Who obeys the client takes what stands last only when nothing else will do.
            IsComplete = isComplete || (_found.Contains(Always) && order is WhoChooses.Client),
            Order = order,
        };
    }

    /// <summary>Whether all groups were found.</summary>
    private async ValueTask<bool> StrikeOffAsync(List<TlsGroup> left, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await AskAsync(left, cancellationToken);
            var group = GroupOf(answer);
            if (group is TlsGroup.None) return answer.Fault is null;
            // Some servers have one curve, whatever is offered: it is found once.
            if (!_found.Contains(group)) _found.Add(group);
            if (!left.Remove(group)) return group != Always || left.Count == 0;
            if (left.Count == 0 && Always is TlsGroup.None) return true;
        }
    }

    private async ValueTask<WhoChooses> OrderAsync(CancellationToken cancellationToken)
    {
        List<TlsGroup> reversed = [.. _found.Where(group => group != Always)];
        reversed.Reverse();
        if (reversed.Count < 2) return WhoChooses.Unknown;
        var group = GroupOf(await AskAsync(reversed, cancellationToken));
        return group == reversed[^1] ? WhoChooses.Server : group == reversed[0] ? WhoChooses.Client : WhoChooses.Unknown;
    }

    private async ValueTask<HelloAnswer> AskAsync(IReadOnlyList<TlsGroup> groups, CancellationToken cancellationToken)
    {
        var offer = HelloOffers.Of(version, suites, caller.Target.ServerName) with
        {
            Groups = Always is TlsGroup.None ? groups : [.. groups, Always],
        };
        var answer = await caller.CallAsync(offer, cancellationToken);
        notes.Note(answer);
        return answer;
    }

    private static TlsGroup GroupOf(HelloAnswer answer) =>
        answer.Hello is { Version: >= TlsVersion.Tls13 } hello
            ? hello.Group
            : ProbeNotes.ExchangeOf(answer)?.Group ?? TlsGroup.None;
}
