using Gatepost.Protocols.Smtp;

namespace Gatepost.Protocols.Sasl;

/// <summary>PLAIN (RFC 4616): <c>[authzid] NUL authcid NUL passwd</c>, in one response.</summary>
internal sealed class PlainServer(SaslUsers users) : ISaslServer
{
    internal const string Name = "PLAIN";
    private const int MaxMessage = 1024;

    public string Mechanism => Name;

    public SaslStep Next(byte[]? response)
    {
        if (response is null) return SaslStep.Ask([]);
        if (response.Length > MaxMessage || !StrictUtf8.TryGetString(response, out var message)) return SaslStep.Malformed;
        var parts = message.Split('\0');
        if (parts is not [var acting, { Length: > 0 } user, { Length: > 0 } password]) return SaslStep.Malformed;
        var isRight = users.Find(user).Verify(password);
        // Nobody acts for another here (RFC 4616 §2).
        return SaslStep.End(isRight && (acting.Length == 0 || acting == user), user);
    }
}
