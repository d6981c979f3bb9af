using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.Tests.Configuration;

public class DestinationKeyTests
{
    private static readonly HostPort Mailstore = new("mail.internal", 25);

    private static GatepostConfig Config(params DomainConfig[] domains) =>
        new() { Hostname = "gate.example", DataDirectory = "/nowhere", Domains = domains };

    private static DomainConfig Domain(string name, TlsLevel level = TlsLevel.May) =>
        new() { Name = name, NextHop = Mailstore, Tls = new() { Level = level } };

    [Fact]
    public void A_domain_that_goes_to_its_MX_is_its_own_destination() =>
        Assert.Equal("example.org", DestinationKey.For(Config(), "example.org"));

    [Fact]
    public void Domains_with_the_same_next_hop_share_it()
    {
        var config = Config(Domain("one.example"), Domain("two.example"));

        Assert.Equal("[mail.internal]:25", DestinationKey.For(config, "one.example"));
        Assert.Equal("[mail.internal]:25", DestinationKey.For(config, "two.example"));
    }

    [Fact]
    public void Domains_that_ask_different_TLS_of_the_same_next_hop_stay_apart()
    {
        var config = Config(Domain("one.example"), Domain("two.example", TlsLevel.Verify));

        Assert.Equal("one.example", DestinationKey.For(config, "one.example"));
        Assert.Equal("two.example", DestinationKey.For(config, "two.example"));
    }

    [Fact]
    public void Domains_that_treat_what_is_published_differently_stay_apart()
    {
        var dane = Config(Domain("one.example"), Domain("two.example") with { Tls = new() { Dane = PublishedPolicy.Audit } });
        var sts = Config(Domain("one.example"), Domain("two.example") with { Tls = new() { MtaSts = PublishedPolicy.Off } });

        Assert.Equal("one.example", DestinationKey.For(dane, "one.example"));
        Assert.Equal("one.example", DestinationKey.For(sts, "one.example"));
    }

    [Fact]
    public void Requirements_with_equal_names_and_pins_are_the_same_terms()
    {
        var pin = new CertificatePin(PinKind.PublicKey, new string('a', 64));
        var config = Config(
            Domain("one.example") with { Tls = new() { Names = ["mail.internal"], Pins = [pin] } },
            Domain("two.example") with { Tls = new() { Names = ["mail.internal"], Pins = [pin with { }] } });

        Assert.Equal(DestinationKey.For(config, "one.example"), DestinationKey.For(config, "two.example"));
    }

    [Fact]
    public void Mail_for_everybody_shares_the_smart_host_but_a_partners_goes_on_its_own_terms()
    {
        var config = Config() with
        {
            Outbound = new() { SmartHost = new("2001:db8::25", 587) },
            Partners = [new() { Name = "lighthouse", Domains = ["lighthouse.example"] }],
        };

        Assert.Equal("[2001:db8::25]:587", DestinationKey.For(config, "example.org"));
        Assert.Equal("lighthouse.example", DestinationKey.For(config, "lighthouse.example"));
    }

    [Fact]
    public void Mail_in_and_mail_out_never_share_a_destination_even_through_the_same_host()
    {
        var config = Config(Domain("one.example")) with { Outbound = new() { SmartHost = Mailstore } };

        Assert.Equal("one.example", DestinationKey.For(config, "one.example"));
        Assert.Equal("example.org", DestinationKey.For(config, "example.org"));
    }

    [Fact]
    public void Secure_without_names_asks_for_each_domains_own_name_so_nothing_is_shared()
    {
        var config = Config(Domain("one.example", TlsLevel.Secure), Domain("two.example", TlsLevel.Secure));

        Assert.Equal("one.example", DestinationKey.For(config, "one.example"));
    }

    [Fact]
    public void Agreements_that_are_meant_differently_never_share_a_destination()
    {
        PartnerConfig one = new() { Name = "one", Domains = ["one.example"], NextHop = Mailstore };
        string Key(PartnerConfig other) => DestinationKey.For(
            Config() with { Partners = [one, other with { Name = "two", Domains = ["two.example"] }] }, "two.example");

        Assert.Equal("[mail.internal]:25", Key(one));
        Assert.Equal("two.example", Key(one with { Mode = PartnerMode.Monitor }));
        Assert.Equal("two.example", Key(one with { OnFailure = UnmetAction.Hold }));
        Assert.Equal("two.example", Key(one with { ValidUntil = new(2027, 6, 30) }));
        Assert.Equal("two.example", Key(one with { Tls = new() { Dane = PublishedPolicy.Audit } }));
    }
}
