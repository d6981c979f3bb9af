using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Inbound.Logins;

/// <summary>Begins authentications (RFC 4954), and remembers who guesses.</summary>
/// <remarks>
/// A wrong name and a wrong password get the same answer after the same work: the mechanisms check an invented verifier where
/// nobody bears the name (RFC 8314 §4.1).
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "It lives as long as the process; its semaphore holds no handle.")]
internal sealed class Authenticator(IUserDirectory users, LoginThrottle throttle, TimeProvider time)
{
    /// <summary>
    /// Passwords that are checked at once. Each costs milliseconds of a core by design, and guessers with many addresses pass the
    /// throttle: the other sessions keep the rest of the machine.
    /// </summary>
    public static readonly int ChecksAtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly SemaphoreSlim _checks = new(ChecksAtOnce);
    private readonly SaslUsers _users = new(users.Find, RandomNumberGenerator.GetBytes(32));

    /// <summary>Begins one; null where the mechanism is not ours.</summary>
    public ISaslServer? Begin(string mechanism) => SaslServers.Create(mechanism, _users);

    /// <summary>Makes those wait who have failed before.</summary>
    public Task WaitAsync(IPAddress address, CancellationToken cancellationToken) =>
        throttle.WaitFor(address) is { Ticks: > 0 } wait ? Task.Delay(wait, time, cancellationToken) : Task.CompletedTask;

    /// <summary>Takes the client's next response; the check of a password waits for its turn.</summary>
    public async ValueTask<SaslStep> NextAsync(ISaslServer server, byte[]? response, CancellationToken cancellationToken)
    {
        await _checks.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return server.Next(response);
        }
        finally
        {
            _checks.Release();
        }
    }

    /// <summary>Notes how it ended.</summary>
    public void Note(IPAddress address, bool succeeded)
    {
        if (succeeded) throttle.Succeeded(address);
        else throttle.Failed(address);
    }
}
