using Gatepost.Interop.Lab;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Gatepost.Interop;

/// <summary>
/// Policies of MTA-STS, served over real HTTPS, held against receivers that nobody here wrote: right, in clear text, expired, with
/// another name, of a stranger.
/// </summary>
[Collection(SharedLab.Name)]
public sealed class MtaStsTests(LabFixture lab, StsGateway sts) : IClassFixture<StsGateway>
{
    /// <summary>Each row: the receiver, what the policy says, what becomes of the mail, what is proven, a part of the reason.</summary>
    [Theory]
    [InlineData("postfix", "enforce", "delivered", "sts-verified", "mode enforce")]
    [InlineData("exim", "enforce", "delivered", "sts-verified", "mode enforce")]
    [InlineData("opensmtpd", "enforce", "delivered", "sts-verified", "mode enforce")]
    [InlineData("plain", "enforce", "deferred", "clear", "STARTTLS is not offered")]
    [InlineData("expired", "enforce", "deferred", "encrypted", "expired")]
    [InlineData("wrongname", "enforce", "deferred", "encrypted", "the certificate is for somebody.test")]
    [InlineData("stranger", "enforce", "deferred", "encrypted", "certificate")]
    [InlineData("expired", "testing", "delivered", "encrypted", "mode testing")]
    [InlineData("plain", "none", "delivered", "clear", "mode none")]
    public async Task A_receiver_is_held_to_the_policy_of_its_domain(
        string receiver, string mode, string outcome, string reached, string reason)
    {
        var domain = $"{mode}-{receiver}.sts.test";
        Publish(domain, mode, [$"mx.{receiver}.test"], receiver);

        var mark = await SendAsync(domain);
        var attempt = await sts.Gateway.AttemptAsync(domain, outcome);

        Assert.Equal(reached, outcome == "delivered" ? attempt.Tls.Reached : reached);
        Assert.Contains(reason, $"{attempt.Why} {attempt.Tls.Problem}", StringComparison.Ordinal);
        if (outcome == "delivered") await lab.MailboxOf(receiver).WaitAsync(mark);
        else Assert.Empty(lab.MailboxOf(receiver).With(mark));
    }

    [Fact]
    public async Task A_host_that_the_policy_does_not_name_gets_nothing_and_the_next_one_does()
    {
        const string Domain = "unnamed.sts.test";
        Publish(Domain, "enforce", ["mx.postfix.test"], "exim", "postfix");

        var mark = await SendAsync(Domain);
        await lab.MailboxOf("postfix").WaitAsync(mark);
        var refused = Assert.Single(await sts.Gateway.LedgerAsync(Domain), row => row.Peer.StartsWith("mx.exim.test", StringComparison.Ordinal));

        Assert.Equal("mx.exim.test", refused.Peer);
        Assert.Empty(lab.MailboxOf("exim").With(mark));
    }

    [Theory]
    [InlineData("expired", "expired.host.sts.test")]
    [InlineData("other name", "other.host.sts.test")]
    [InlineData("stranger", "stranger.host.sts.test")]
    [InlineData("nothing there", "nothing.host.sts.test")]
    public async Task A_policy_host_that_does_not_prove_itself_is_not_believed_and_it_is_told(string what, string domain)
    {
        Publish(domain, "enforce", ["mx.nobody.test"], "postfix");
        var name = $"mta-sts.{domain}";
        var certificate = what switch
        {
            "expired" => lab.Authority.IssueExpired(name, name),
            "other name" => lab.Authority.Issue(name, domain),
            "stranger" => lab.Authority.IssueByStranger(name, name),
            _ => lab.Authority.Issue(name, name),
        };
        sts.Policies.Serve(domain, certificate, what == "nothing there" ? "this is no policy" : Body("enforce", ["mx.nobody.test"]));

        await lab.MailboxOf("postfix").WaitAsync(await SendAsync(domain));
        var attempt = await sts.Gateway.AttemptAsync(domain, "delivered");

        Assert.Equal("encrypted", attempt.Tls.Reached);
        Assert.Contains("mta-sts: the policy of id 1 could not be had", attempt.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_suppresses_the_record_and_the_host_after_a_crash_gains_nothing()
    {
        const string Domain = "kept.sts.test";
        Publish(Domain, "enforce", ["mx.postfix.test"], "postfix");
        await lab.MailboxOf("postfix").WaitAsync(await SendAsync(Domain));

        sts.Gateway.Kill();
        sts.Names.Remove($"_mta-sts.{Domain}");
        sts.Names.Remove($"mta-sts.{Domain}");
        sts.Names.Remove(Domain);
        sts.Names.AddMx(Domain, 10, "mx.stranger.test");
        sts.Names.AddAddress("mx.stranger.test", lab.AddressOf("stranger"));
        await sts.Gateway.StartAsync();
        var mark = await SendAsync(Domain);
        var attempt = await sts.Gateway.AttemptAsync(Domain, "deferred");

        Assert.Contains("kept from", attempt.Why, StringComparison.Ordinal);
        Assert.Contains("its record is gone; not named by it: mx.stranger.test", attempt.Why.Replace(")", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.Empty(lab.MailboxOf("stranger").With(mark));
    }

    [Fact]
    public async Task REQUIRETLS_to_a_server_that_does_not_offer_it_comes_back_and_none_of_it_is_sent()
    {
        const string Domain = "requiretls.sts.test";
        Publish(Domain, "enforce", ["mx.exim.test"], "exim");
        var mark = $"s-{Guid.NewGuid():N}";
        using (var client = new SmtpClient { CheckCertificateRevocation = false, RequireTLS = true })
        {
            client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
            await client.ConnectAsync(sts.Gateway.Address, Gateway.RelayPort, SecureSocketOptions.StartTls);
            Assert.True(client.Capabilities.HasFlag(SmtpCapabilities.RequireTLS));
            await client.SendAsync(Letters.Plain("alice@inside.test", $"box@{Domain}", mark));
            await client.DisconnectAsync(true);
        }

        var attempt = await sts.Gateway.AttemptAsync(Domain, "failed");

        Assert.Contains("5.7.30", attempt.Reply, StringComparison.Ordinal);
        Assert.Contains("requiretls: the message asks for TLS all the way", attempt.Why, StringComparison.Ordinal);
        Assert.Empty(lab.MailboxOf("exim").With(mark));
    }

    private async Task<string> SendAsync(string domain)
    {
        var mark = $"s-{Guid.NewGuid():N}";
        await Sender.SendAsync(sts.Gateway, $"box@{domain}", mark);
        return mark;
    }

    private void Publish(string domain, string mode, string[] mx, params string[] receivers)
    {
        for (var i = 0; i < receivers.Length; i++)
        {
            sts.Names.AddMx(domain, 10 * (i + 1), $"mx.{receivers[i]}.test");
            sts.Names.AddAddress($"mx.{receivers[i]}.test", lab.AddressOf(receivers[i]));
        }

        sts.Names.AddText($"_mta-sts.{domain}", "v=STSv1; id=1;");
        sts.Names.AddAddress($"mta-sts.{domain}", sts.Gateway.Address);
        sts.Policies.Serve(domain, lab.Authority.Issue($"mta-sts.{domain}", $"mta-sts.{domain}"), Body(mode, mx));
    }

    private static string Body(string mode, string[] mx) =>
        $"version: STSv1\r\nmode: {mode}\r\n{string.Concat(mx.Select(static host => $"mx: {host}\r\n"))}max_age: 86400\r\n";
}
