namespace Gatepost.Checks.Dialogues;

/// <summary>What a server offers to a program that has not logged in.</summary>
/// <param name="StartTls">To begin TLS.</param>
/// <param name="Mechanisms">Ways to log in (SASL), upper case.</param>
/// <param name="TakesPasswords">A command beside them takes name and password as they are: LOGIN of IMAP, USER of POP3.</param>
internal sealed record AccessOffer(bool StartTls, IReadOnlyList<string> Mechanisms, bool TakesPasswords)
{
    /// <summary>The ways in which the password itself goes over the line.</summary>
    public IReadOnlyList<string> Plain =>
    [
        .. Mechanisms.Where(static name => name is "PLAIN" or "LOGIN"),
        .. TakesPasswords ? (string[])["name and password"] : [],
    ];

    /// <summary>The others.</summary>
    public IReadOnlyList<string> Others => [.. Mechanisms.Where(static name => name is not ("PLAIN" or "LOGIN"))];
}
