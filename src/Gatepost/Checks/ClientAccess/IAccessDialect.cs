using Gatepost.Checks.Survey;

namespace Gatepost.Checks.ClientAccess;

/// <summary>What one protocol calls the few things that are asked of a server before login. For one connection.</summary>
internal interface IAccessDialect
{
    /// <summary>Reads the greeting; null where it is none of this protocol.</summary>
    ValueTask<AccessGreeting?> GreetAsync(AccessLine line);

    /// <summary>Asks what is offered; null where that is not answered.</summary>
    ValueTask<AccessOffer?> AskAsync(AccessLine line);

    /// <summary>Wants to begin TLS, and smuggles a command behind it in the same packet if told to.</summary>
    /// <returns>Whether the server agrees, and its words.</returns>
    ValueTask<(bool IsAgreed, string Words)> BeginTlsAsync(AccessLine line, bool smuggles);

    /// <summary>
    /// Begins to log in with a password in the clear, and turns back as soon as the server would go on: neither a name that
    /// exists nor a password is sent, and it is tried once. Bad: it would have been taken.
    /// </summary>
    ValueTask<SideProbeAnswer> TryLoginAsync(AccessLine line);

    /// <summary>Takes leave, and counts the answers: a second one is to what was smuggled in.</summary>
    ValueTask<int> LeaveAsync(AccessLine line);
}
