using System.Net;
using System.Security.Cryptography;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Inbound.Logins;

/// <summary>Begins authentications (RFC 4954), and remembers who guesses.</summary>
/// <remarks>
/// A wrong name and a wrong password get the same answer after the same work: the mechanisms check an invented verifier where
/// nobody
/// bears the name (RFC 8314 §4.1).
/// </remarks>
internal sealed class Authenticator(IUserDirectory users, LoginThrottle throttle, TimeProvider time)
{
    private readonly SaslUsers _users = new(users.Find, RandomNumberGenerator.GetBytes(32));

    /// <summary>Begins one; null where the mechanism is not ours.</summary>
    public ISaslServer? Begin(string mechanism) => SaslServers.Create(mechanism, _users);

    /// <summary>Makes those wait who have failed before.</summary>
    public Task WaitAsync(IPAddress address, CancellationToken cancellationToken) =>
        throttle.WaitFor(address) is { Ticks: > 0 } wait ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;

    /// <summary>Notes how it ended.</summary>
    public void Note(IPAddress address, bool succeeded)
    {
        if (succeeded) throttle.Succeeded(address);
        else throttle.Failed(address);
    }
}
