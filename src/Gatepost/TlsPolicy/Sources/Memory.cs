using Gatepost.Messages;

namespace Gatepost.TlsPolicy.Sources;

/// <summary>
/// The memory of the domain. Whoever can change the traffic on the way can strip STARTTLS from a server that has always offered
/// it, or show a certificate of their own (RFC 3207 §6): what is worse than it used to be is worth a word, and where the
/// partner's row says <c>hold_on_regression</c>, it is reason enough to wait.
/// </summary>
internal sealed class Memory(IDomainMemory memory) : ITlsPolicySource
{
    public PolicyRank Rank => PolicyRank.Memory;

    public async ValueTask<TlsOpinion?> AskAsync(TlsQuestion question, CancellationToken cancellationToken)
    {
        var route = question.Route;
        if (route.Direction is not MailDirection.Out) return null;
        if (await memory.RecallAsync(route.Domain, cancellationToken) is not { Level: not TlsLevel.None } habit) return null;
        var holds = question.Partner is { HoldOnRegression: true } partner && partner.IsEnforced(question.Now);
        var words = $"used to be reached at level {habit.Level.Word()}";
        return new(holds ? new() { Level = habit.Level } : Rows.NoRequirement, OpinionForce.Floor,
            new Evidence("memory", holds ? words + ", and is held to it" : words))
        {
            Habit = habit,
        };
    }
}
