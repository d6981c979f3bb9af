using System.Security.Authentication;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Dispatch;
using Gatepost.Messages;
using Gatepost.Spool;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Dispatch;

public class WatchedAgreementTests
{
    private const TlsProofs Valid = TlsProofs.Tls | TlsProofs.Strong | TlsProofs.TrustedChain | TlsProofs.VerifyName;

    private static readonly TlsFacts Tls13 = new() { Protocol = "TLSv1.3" };

    public static TheoryData<TlsLevel, TlsFacts, string?> Cases => new()
    {
        { TlsLevel.Verify, Tls13 with { Proofs = Valid }, "watched: verify would have been met" },
        { TlsLevel.Secure, Tls13 with { Proofs = Valid }, "watched: secure would have failed: no name on the certificate is known without the DNS" },
        { TlsLevel.Verify, Tls13 with { Proofs = TlsProofs.Tls | TlsProofs.Strong, Reason = TlsReason.Expired },
            "watched: verify would have failed: the certificate has expired" },
        { TlsLevel.Encrypt, TlsFacts.Clear("no", TlsReason.NotOffered), "watched: encrypt would have failed: TLS is not offered" },
        { TlsLevel.Encrypt, TlsFacts.Clear("down"), null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_ledger_says_what_an_agreement_that_is_only_watched_would_have_done(
        TlsLevel level, TlsFacts tls, string? expected) =>
        Assert.Equal(expected, Judge(new() { Level = level }, tls));

    [Fact]
    public void A_version_that_the_row_would_not_take_is_told_of() =>
        Assert.Equal("watched: encrypt would have failed: an old TLS version or weak cipher",
            Judge(new() { Level = TlsLevel.Encrypt, MinimumVersion = SslProtocols.Tls13 },
                new() { Protocol = "TLSv1.2", Proofs = Valid }));

    [Fact]
    public void A_call_that_is_made_again_with_every_cipher_is_judged_by_the_second() =>
        Assert.Null(WatchedAgreement.Judge(
            Decision(new() { Level = TlsLevel.Encrypt }, AgreementForce.Watched),
            new HostAttempt(Mail.Peer, TlsLevel.May, TlsFacts.Clear("no", TlsReason.HandshakeFailed), [], "so") { IsCalledAgain = true }));

    [Fact]
    public void It_stands_behind_the_evidence_and_only_where_the_agreement_is_not_in_force()
    {
        Assert.Equal("partner fog: said so; watched: encrypt would have failed: TLS is not offered", WhyOf(AgreementForce.Watched));
        Assert.Equal("partner fog: said so", WhyOf(AgreementForce.Enforced));
    }

    [Theory]
    [InlineData(TlsProofs.None, "set aside: verify was not met: the certificate has expired")]
    [InlineData(Valid, "set aside: verify was met all the same")]
    public void Of_a_message_that_was_released_from_an_agreement_in_force_nothing_is_said_to_have_been_watched(
        TlsProofs proofs, string expected) =>
        Assert.Equal(expected, WatchedAgreement.Judge(
            Decision(new() { Level = TlsLevel.Verify }, AgreementForce.SetAside),
            new HostAttempt(Mail.Peer, TlsLevel.May, Tls13 with
            {
                Proofs = proofs | TlsProofs.Tls | TlsProofs.Strong,
                Reason = proofs is TlsProofs.None ? TlsReason.Expired : TlsReason.None,
            }, [], "so")));

    private static string? Judge(TlsRequirement tls, TlsFacts facts) =>
        WatchedAgreement.Judge(Decision(tls, AgreementForce.Watched), new HostAttempt(Mail.Peer, TlsLevel.May, facts, [], "so"));

    private static string WhyOf(AgreementForce force)
    {
        var message = Mail.Message();
        var outcome = Mail.AtHost(message, Disposition.Delivered, Mail.Taken, TlsFacts.Clear("no", TlsReason.NotOffered));
        var attempt = new Attempt(new Lease(message, 1), message, outcome)
        {
            Decision = Decision(new() { Level = TlsLevel.Encrypt }, force),
        };
        return Assert.Single(AttemptFacts.Of(attempt, isLast: false, Mail.Noon)).Why;
    }

    private static TlsDecision Decision(TlsRequirement tls, AgreementForce force) => new()
    {
        Level = TlsLevel.May,
        Requirement = tls with { Level = TlsLevel.May },
        Evidence = [new("partner fog", "said so")],
        MayFallBackToClear = false,
        Partner = new() { Name = "fog", Domains = ["fog.test"], Tls = tls },
        PartnerForce = force,
    };
}
