namespace Gatepost.Protocols.Sasl;

/// <summary>The mechanisms that we offer.</summary>
public static class SaslServers
{
    /// <summary>In the order in which EHLO names them: the best first.</summary>
    public static IReadOnlyList<string> Mechanisms { get; } = [ScramServer.Name, PlainServer.Name, LoginServer.Name];

    /// <summary>Begins an authentication; null where the mechanism is not ours.</summary>
    /// <param name="mechanism">In upper case.</param>
    /// <param name="users">Whom to believe.</param>
    public static ISaslServer? Create(string mechanism, SaslUsers users) => mechanism switch
    {
        ScramServer.Name => new ScramServer(users, ScramKeys.NewNonce()),
        PlainServer.Name => new PlainServer(users),
        LoginServer.Name => new LoginServer(users),
        _ => null,
    };
}
