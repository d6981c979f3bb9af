using System.Net;
using Gatepost.Inbound.Logins;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Inbound;

public class LoginThrottleTests
{
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.1");

    private readonly FakeTimeProvider _time = new();
    private readonly LoginThrottle _throttle;

    public LoginThrottleTests() => _throttle = new(_time);

    [Fact]
    public void Each_failure_doubles_the_wait_up_to_a_limit()
    {
        Assert.Equal(TimeSpan.Zero, _throttle.WaitFor(Guesser));
        double[] seconds = [0.5, 1, 2, 4, 8, 16, 30, 30];
        foreach (var wait in seconds)
        {
            _throttle.Failed(Guesser);
            Assert.Equal(TimeSpan.FromSeconds(wait), _throttle.WaitFor(Guesser));
        }
    }

    [Fact]
    public void Others_do_not_wait_for_it()
    {
        _throttle.Failed(Guesser);
        Assert.Equal(TimeSpan.Zero, _throttle.WaitFor(IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public void After_a_quiet_while_it_is_forgotten()
    {
        for (var i = 0; i < 5; i++) _throttle.Failed(Guesser);
        _time.Advance(LoginThrottle.Memory);
        Assert.Equal(TimeSpan.Zero, _throttle.WaitFor(Guesser));
        _throttle.Failed(Guesser);
        Assert.Equal(TimeSpan.FromSeconds(0.5), _throttle.WaitFor(Guesser));
    }

    [Fact]
    public void One_success_does_not_wash_a_guesser_clean()
    {
        for (var i = 0; i < 6; i++) _throttle.Failed(Guesser);
        _throttle.Succeeded(Guesser);
        Assert.Equal(TimeSpan.FromSeconds(2), _throttle.WaitFor(Guesser));
    }

    [Fact]
    public void A_mistyped_password_is_forgiven_by_the_right_one()
    {
        _throttle.Failed(Guesser);
        _throttle.Succeeded(Guesser);
        Assert.Equal(TimeSpan.Zero, _throttle.WaitFor(Guesser));
    }

    [Fact]
    public void Guessing_from_many_addresses_costs_bounded_memory()
    {
        for (uint i = 0; i < 100_000; i++) _throttle.Failed(new IPAddress(i));
        Assert.InRange(_throttle.Addresses, 1, LoginThrottle.MaxAddresses);
    }
}
