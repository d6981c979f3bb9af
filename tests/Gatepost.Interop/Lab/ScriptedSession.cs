namespace Gatepost.Interop.Lab;

/// <summary>One connection to a scripted peer.</summary>
/// <param name="Scenario">Whose.</param>
/// <param name="Stored">How often a whole message was handed over and told 250.</param>
/// <param name="Clear">Whether MAIL, RCPT or DATA crossed in clear.</param>
/// <param name="Tls">Whether it was under TLS at its end.</param>
/// <param name="Lines">Who said what: "S: 220 …", "C*: MAIL …" (a star means under TLS), "! event".</param>
internal sealed record ScriptedSession(string Scenario, int Stored, bool Clear, bool Tls, IReadOnlyList<string> Lines);
