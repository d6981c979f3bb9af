using Gatepost.Protocols.Smtp;

namespace Gatepost.Inbound;

/// <summary>What a session may do with one verb.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="States">Where it is allowed.</param>
/// <param name="Traits">What is special about it.</param>
/// <param name="Handle">Answers it.</param>
internal sealed record CommandRow(SmtpVerb Verb, IReadOnlyList<SessionState> States, CommandTraits Traits, CommandHandler Handle)
{
    private readonly int _states = States.Aggregate(0, static (mask, state) => mask | (1 << (int)state));

    /// <summary>Whether it is allowed in a state.</summary>
    public bool IsAllowedIn(SessionState state) => (_states & (1 << (int)state)) != 0;

    /// <summary>Whether it has a trait.</summary>
    public bool Has(CommandTraits trait) => (Traits & trait) != 0;
}
