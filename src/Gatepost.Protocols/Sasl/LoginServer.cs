using Gatepost.Protocols.Smtp;

namespace Gatepost.Protocols.Sasl;

/// <summary>LOGIN, which no RFC describes and every old client speaks: it asks for the name, then for the password.</summary>
internal sealed class LoginServer(SaslUsers users) : ISaslServer
{
    internal const string Name = "LOGIN";
    private const int MaxResponse = 512;

    private string? _user;

    public string Mechanism => Name;

    public SaslStep Next(byte[]? response)
    {
        if (response is null) return SaslStep.Ask("Username:"u8.ToArray());
        if (response.Length is 0 or > MaxResponse || !StrictUtf8.TryGetString(response, out var text) || text.Contains('\0'))
            return SaslStep.Malformed;
        if (_user is not null) return SaslStep.End(users.Find(_user).Verify(text), _user);
        _user = text;
        return SaslStep.Ask("Password:"u8.ToArray());
    }
}
