using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>Postfix looks for TLSA records of ours, and hands over its mail to whom they name.</summary>
[Collection(SharedLab.Name)]
public sealed class DaneSenderTests(OwnGateway ours) : IClassFixture<OwnGateway>
{
    private const string Verified = "Verified, sent", Waits = ", deferred", Unproven = "Untrusted, sent";

    /// <summary>Each row: the level of Postfix, our domain (its records stand in <see cref="OwnNames"/>), what becomes of mail before the
    /// certificate is renewed, and after.</summary>
    [Theory]
    [Trait("Statement", "DANE-26")]
    [InlineData("dane", "key", Verified, "Untrusted" + Waits)]
    [InlineData("dane", "key512", Verified, "Untrusted" + Waits)]
    [InlineData("dane", "leaf", Verified, "Untrusted" + Waits)]
    [InlineData("dane", "issuer", Verified, Verified)]
    [InlineData("dane", "ahead", Verified, Verified)]
    [InlineData("dane", "next", "Untrusted" + Waits, Verified)]
    [InlineData("dane", "wrong", "Untrusted" + Waits, "Untrusted" + Waits)]
    [InlineData("dane", "bare", Unproven, Unproven)]
    [InlineData("dane-only", "key", Verified, "Untrusted" + Waits)]
    [InlineData("dane-only", "ahead", Verified, Verified)]
    [InlineData("dane-only", "wrong", "Untrusted" + Waits, "Untrusted" + Waits)]
    [InlineData("dane-only", "bare", Waits, Waits)]
    public void Postfix_verifies_us_by_our_records_through_a_renewal(string level, string domain, string before, string after) =>
        Assert.Equal((before, after), (Fate(level, domain, isRenewed: false), Fate(level, domain, isRenewed: true)));

    private string Fate(string level, string domain, bool isRenewed)
    {
        var (connected, status) = ours.Fate(level, domain, isRenewed);
        var how = connected.Split(' ').TakeWhile(static word => word != "TLS").LastOrDefault("");
        return $"{(connected.Length > 0 ? how : "")}, {status[(status.IndexOf("status=", StringComparison.Ordinal) + 7)..].Split(' ')[0]}";
    }
}
