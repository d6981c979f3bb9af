using System.Text;

namespace Gatepost.Protocols.Sasl;

/// <summary>LOGIN: name, then password, whatever the server calls them. Only over TLS.</summary>
internal sealed class LoginClient(string user, string password) : ISaslClient
{
    private int _asked;

    public string Mechanism => LoginServer.Name;

    public byte[]? InitialResponse => null;

    public bool IsServerProven => true; // the mechanism has no proof to give

    public byte[]? Next(ReadOnlySpan<byte> challenge) => ++_asked switch
    {
        1 => Encoding.UTF8.GetBytes(user),
        2 => Encoding.UTF8.GetBytes(password),
        _ => null,
    };
}
