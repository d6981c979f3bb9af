using System.Net;
using Gatepost.Configuration;
using Gatepost.Inbound.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Inbound;

public class AdmissionTests
{
    private static readonly LimitsConfig Limits = new() { Sessions = 5, SessionsPerAddress = 2, NewSessionsPerMinute = 4 };

    private readonly FakeTimeProvider _time = new();
    private readonly Admission _admission;

    public AdmissionTests() => _admission = new(_time);

    private bool TurnsAway(string address) => _admission.TurnsAway(IPAddress.Parse(address), Limits);

    private AdmissionVerdict Enter(string address) => _admission.Enter(IPAddress.Parse(address), Limits);

    [Fact]
    public void An_address_has_so_many_sessions_and_no_more()
    {
        Assert.Equal(AdmissionVerdict.Admitted, Enter("192.0.2.1"));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("192.0.2.1"));
        Assert.Equal(AdmissionVerdict.TooManyOfAddress, Enter("192.0.2.1"));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("192.0.2.2"));

        _admission.Leave(IPAddress.Parse("192.0.2.1"));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("192.0.2.1"));
    }

    [Fact]
    public void All_addresses_of_a_64_count_as_one()
    {
        Assert.Equal(AdmissionVerdict.Admitted, Enter("2001:db8:1:1::1"));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("2001:db8:1:1:ffff::2"));
        Assert.Equal(AdmissionVerdict.TooManyOfAddress, Enter("2001:db8:1:1:abcd::3"));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("2001:db8:1:2::1"));
    }

    [Fact]
    public void An_IPv4_address_over_a_dual_stack_socket_is_the_same_address()
    {
        Assert.Equal(AdmissionVerdict.Admitted, Enter("192.0.2.1"));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("::ffff:192.0.2.1"));
        Assert.Equal(AdmissionVerdict.TooManyOfAddress, Enter("::ffff:192.0.2.1"));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("::ffff:192.0.2.2"));
    }

    [Fact]
    public void All_together_have_so_many_sessions_and_no_more()
    {
        for (var i = 1; i <= 5; i++) Assert.Equal(AdmissionVerdict.Admitted, Enter($"192.0.2.{i}"));
        Assert.Equal(AdmissionVerdict.TooManySessions, Enter("192.0.2.6"));
        Assert.Equal(5, _admission.Open);
    }

    [Fact]
    public void An_address_opens_so_many_sessions_a_minute_and_no_more()
    {
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(AdmissionVerdict.Admitted, Enter("192.0.2.1"));
            _admission.Leave(IPAddress.Parse("192.0.2.1"));
        }

        Assert.Equal(AdmissionVerdict.TooManyPerMinute, Enter("192.0.2.1"));
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("192.0.2.1"));
    }

    [Fact]
    public void Who_goes_on_connecting_is_not_even_answered_any_more_until_the_minute_is_over()
    {
        for (var i = 0; i < 4; i++) Enter("192.0.2.1");
        for (var i = 0; i < Admission.AnsweredRefusals - 2; i++) Assert.NotEqual(AdmissionVerdict.NotAnswered, Enter("192.0.2.1"));
        Assert.Equal(AdmissionVerdict.NotAnswered, Enter("192.0.2.1"));
        Assert.True(TurnsAway("192.0.2.1"));
        Assert.Equal(AdmissionVerdict.Admitted, Enter("192.0.2.2"));
        Assert.False(TurnsAway("192.0.2.2"));
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(AdmissionVerdict.TooManyOfAddress, Enter("192.0.2.1"));
    }

    [Fact]
    public void Whoever_would_be_admitted_again_is_not_turned_away()
    {
        Enter("192.0.2.1");
        Enter("192.0.2.1");
        var many = Limits with { NewSessionsPerMinute = 10_000 };
        for (var i = 0; i < Admission.AnsweredRefusals; i++) _admission.Enter(IPAddress.Parse("192.0.2.1"), many);
        Assert.True(_admission.TurnsAway(IPAddress.Parse("192.0.2.1"), many));
        _admission.Leave(IPAddress.Parse("192.0.2.1"));
        Assert.False(_admission.TurnsAway(IPAddress.Parse("192.0.2.1"), many));
    }

    [Fact]
    public void Addresses_that_have_gone_are_forgotten()
    {
        Enter("192.0.2.1");
        _time.Advance(TimeSpan.FromSeconds(61));
        _admission.Leave(IPAddress.Parse("192.0.2.1"));
        Assert.Equal(0, _admission.Addresses);
    }

    [Fact]
    public void A_million_addresses_cost_bounded_memory()
    {
        for (uint i = 0; i < 1_000_000; i++)
        {
            var address = new IPAddress(i);
            _admission.Enter(address, Limits);
            _admission.Leave(address);
        }

        Assert.InRange(_admission.Addresses, 1, Admission.MaxAddresses);
        Assert.Equal(0, _admission.Open);
    }
}
