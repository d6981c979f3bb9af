namespace Gatepost.Protocols.Sasl;

/// <summary>The mechanisms that we speak as a client.</summary>
public static class SaslClients
{
    /// <summary>Begins an authentication with the best mechanism that is offered; null where none is ours.</summary>
    public static ISaslClient? Create(IReadOnlyList<string> offered, string user, string password)
    {
        if (offered.Contains(ScramServer.Name)) return new ScramClient(user, password, ScramKeys.NewNonce());
        if (offered.Contains(PlainServer.Name)) return new PlainClient(user, password);
        return offered.Contains(LoginServer.Name) ? new LoginClient(user, password) : null;
    }
}
