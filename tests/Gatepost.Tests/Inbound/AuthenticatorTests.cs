using Gatepost.Inbound;
using Gatepost.Inbound.Logins;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Tests.Inbound;

public sealed class AuthenticatorTests
{
    [Fact]
    public async Task A_flood_of_logins_does_not_check_all_passwords_at_once()
    {
        var logins = new Authenticator(new Nobody(), new LoginThrottle(TimeProvider.System), TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        var slow = new SlowServer(gate);

        var flood = Enumerable.Range(0, Authenticator.ChecksAtOnce + 8)
            .Select(_ => Task.Factory.StartNew(
                () => logins.NextAsync(slow, [1], CancellationToken.None).AsTask(), TaskCreationOptions.LongRunning).Unwrap())
            .ToList();
        Assert.True(SpinWait.SpinUntil(() => slow.Running == Authenticator.ChecksAtOnce, TimeSpan.FromSeconds(30)));
        gate.Set();
        await Task.WhenAll(flood);

        Assert.Equal(Authenticator.ChecksAtOnce, slow.Most);
    }

    private sealed class Nobody : IUserDirectory
    {
        public ScramVerifier? Find(string name) => null;
    }

    private sealed class SlowServer(ManualResetEventSlim gate) : ISaslServer
    {
        private readonly Lock _lock = new();
        private int _running;

        public string Mechanism => "SLOW";

        public int Running => Volatile.Read(ref _running);

        public int Most { get; private set; }

        public SaslStep Next(byte[]? response)
        {
            lock (_lock) Most = Math.Max(Most, ++_running);
            gate.Wait();
            lock (_lock) _running--;
            return default;
        }
    }
}
