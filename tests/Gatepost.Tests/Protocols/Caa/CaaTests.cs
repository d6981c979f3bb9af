using CsCheck;
using Gatepost.Protocols.Caa;

namespace Gatepost.Tests.Protocols.Caa;

public sealed class CaaTests
{
    [Fact]
    public void A_record_is_read_as_the_standard_writes_it()
    {
        var record = CaaRecord.Read([0, 5, .. "issue"u8, .. "ca1.example.net"u8]);
        Assert.Equal(new CaaRecord(false, "issue", "ca1.example.net"), record);
        Assert.Equal(new CaaRecord(true, "tbs", "Unknown"), CaaRecord.Read([128, 3, .. "TBS"u8, .. "Unknown"u8]));
    }

    [Fact]
    public void Nothing_on_the_wire_throws_and_what_is_cut_short_forbids() => Gen.Byte.Array[0, 40].Sample(octets =>
    {
        var record = CaaRecord.Read(octets);
        var isWhole = octets.Length >= 2 && octets[1] is > 0 and <= 15 && octets.Length >= 2 + octets[1];
        Assert.Equal(isWhole, record.Tag.Length > 0);
        if (!isWhole) Assert.False(new CaaPolicy([record]).Allows(["ca.test"], isWildcard: false));
    });

    [Theory] // RFC 8659 §4.2
    [InlineData("ca1.example.net", "ca1.example.net", "")]
    [InlineData("CA1.example.net; account=230123", "ca1.example.net", "account=230123")]
    [InlineData(" ca.test ;validationmethods=dns-01,http-01 ; accounturi=https://ca.test/a?b=c", "ca.test",
        "validationmethods=dns-01,http-01 accounturi=https://ca.test/a?b=c")]
    [InlineData(";", "", "")]
    [InlineData("", "", "")]
    [InlineData("%%%%%", null, null)]
    [InlineData("ca.test; policy", null, null)]
    [InlineData("ca.test; a=b c", null, null)]
    [InlineData("-ca.test", null, null)]
    public void Who_may_issue_stands_in_the_value(string value, string? domain, string? parameters)
    {
        var issuer = CaaIssuer.Read(value);
        Assert.Equal(domain, issuer?.Domain);
        Assert.Equal(parameters, issuer is null ? null : string.Join(' ', issuer.Parameters.Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory] // RFC 8659 §4.2, §4.3
    [InlineData(true, true, "0 iodef \"mailto:a@b.test\"")]
    [InlineData(true, true, "0 issue \"ca.test\"")]
    [InlineData(true, true, "0 issue \"other.test\"", "0 issue \"ca.test\"")]
    [InlineData(false, false, "0 issue \"other.test\"")]
    [InlineData(false, false, "0 issue \";\"")]
    [InlineData(false, false, "0 issue \"%%%\"")]
    [InlineData(true, false, "0 issuewild \";\"")]
    [InlineData(false, true, "0 issue \";\"", "0 issuewild \"ca.test\"")]
    [InlineData(true, false, "0 issue \"ca.test\"", "0 issuewild \"other.test\"")]
    [InlineData(true, true, "0 issue \"ca.test\"", "0 unheard \"of\"")]
    [InlineData(false, false, "0 issue \"ca.test\"", "128 unheard \"of\"")]
    public void A_CA_may_issue_where_the_records_together_say_so(bool plain, bool wildcard, params string[] records)
    {
        var policy = new CaaPolicy([.. records.Select(text => CaaRecord.TryParse(text, out var record) ? record : throw new FormatException(text))]);
        Assert.Equal((plain, wildcard), (policy.Allows(["ca.test", "www.ca.test"], false), policy.Allows(["ca.test"], true)));
    }
}
