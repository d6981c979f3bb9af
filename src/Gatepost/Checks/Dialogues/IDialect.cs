using Gatepost.Checks.Survey;

namespace Gatepost.Checks.Dialogues;

/// <summary>What one protocol calls the few things that are asked of a server before login. For one connection.</summary>
internal interface IDialect
{
    /// <summary>How TLS begins, in words: "STARTTLS of SMTP".</summary>
    string StartTls { get; }

    /// <summary>What takes leave, and is always answered; without its end.</summary>
    string Farewell { get; }

    /// <summary>The server takes us for logged in already (PREAUTH of IMAP).</summary>
    bool IsLoggedIn => false;

    /// <summary>Reads the greeting.</summary>
    /// <returns>Whether the server is ready; where not, the line has a fault.</returns>
    ValueTask<bool> GreetAsync(PeerLine line);

    /// <summary>Asks what is offered; null where that is not answered, and the line has a fault.</summary>
    ValueTask<AccessOffer?> AskAsync(PeerLine line);

    /// <summary>Wants to begin TLS, and smuggles a command behind it in the same packet if told to.</summary>
    /// <returns>Whether the server agrees; where not, the line has a fault.</returns>
    ValueTask<bool> BeginTlsAsync(PeerLine line, bool smuggles);

    /// <summary>
    /// Begins to log in with a password in the clear, and turns back as soon as the server would go on: neither a name that
    /// exists nor a password is sent, and it is tried once. Bad: it would have been taken.
    /// </summary>
    ValueTask<SideProbeAnswer> TryLoginAsync(PeerLine line);

    /// <summary>Takes leave, and counts the answers: a second one is to what was smuggled in.</summary>
    ValueTask<int> LeaveAsync(PeerLine line);
}
