using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Dane;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Delivery;

/// <summary>What is noted of a peer of which nothing is asked says what each level would have made of it.</summary>
public sealed class ReachableProofsTests
{
    private static readonly TlsLevel[] Levels =
        [TlsLevel.May, TlsLevel.Encrypt, TlsLevel.Fingerprint, TlsLevel.Verify, TlsLevel.Secure];

    public static TheoryData<string> Kinds =>
        ["good", "expired", "not yet", "self-signed", "unknown CA", "other name", "no name", "domain only"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_rehearsal_comes_out_as_the_play(string kind)
    {
        var certificate = PeerVerifierTests.Certificate(kind);
        var pin = new CertificatePin(PinKind.Certificate, Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
        TlsRequirement[] rows =
        [
            new(),
            new() { Pins = [pin] },
            new() { Pins = [pin with { Digest = new string('0', 64) }] },
            new() { Names = ["lighthouse.test"] },
            new() { Names = ["tower.test"] },
            new() { CaFile = "other.pem" },
        ];
        foreach (var row in rows)
        {
            var rehearsed = (await SendAsync(certificate, Harbour.At(row))).Tls;
            foreach (var level in Levels)
            {
                var played = (await SendAsync(certificate, Harbour.At(row with { Level = level }))).IsDelivered;
                Assert.True(played == level.IsMetBy(rehearsed.Proofs), $"{kind} at {level} under {row}: {rehearsed.Proofs}");
            }
        }
    }

    [Fact]
    public async Task Two_domains_that_share_a_connection_each_ask_for_a_name_of_their_own()
    {
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = PeerVerifierTests.Certificate("good") });
        await using var harbour = new Harbour();
        var first = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May), Outgoing.Message(recipients: "keeper@lighthouse.test"));
        var second = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May), Outgoing.Message(recipients: "carol@fog.test"));

        Assert.Single(peer.Sessions);
        Assert.Equal((true, Assurance.PartnerVerified), Secure(first));
        Assert.Equal((false, Assurance.HostVerified), Secure(second));

        static (bool, Assurance) Secure(AttemptOutcome outcome) =>
            (TlsLevel.Secure.IsMetBy(outcome.Hosts[0].Tls.Proofs), outcome.Hosts[0].Tls.Reachable);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task So_does_one_of_DANE(bool fits, bool isMxSecure)
    {
        var certificate = PeerVerifierTests.Certificate("good");
        var digest = SHA256.HashData(certificate.RawData);
        if (!fits) digest[0] ^= 1;
        var audit = new DaneDemand
        {
            Records = [TlsaRecord.Read([3, 0, 1, .. digest])],
            BaseDomain = "mx.lighthouse.test",
            ReferenceNames = ["mx.lighthouse.test"],
            IsMxSecure = isMxSecure,
            IsEnforced = false,
        };
        var rehearsed = (await SendAsync(certificate, With(audit))).Tls;
        var dane = (await SendAsync(certificate, With(audit with { IsEnforced = true }))).IsDelivered;

        Assert.Equal(dane, TlsLevel.Dane.IsMetBy(rehearsed.Proofs));
        // Where the MX answer is not proven, the source of the policy refuses the host at dane-only before it is called.
        Assert.Equal(dane && isMxSecure, TlsLevel.DaneOnly.IsMetBy(rehearsed.Proofs));
        Assert.Equal(
            fits ? TlsReason.None : TlsReason.DaneMismatch, TlsLevel.Dane.WhyNot(rehearsed.Proofs, rehearsed.Reason));
        Assert.Equal(fits ? TlsReason.None : TlsReason.DaneMismatch, rehearsed.Reason);
        Assert.True(TlsLevel.Verify.IsMetBy(rehearsed.Proofs));
    }

    [Fact]
    public async Task Who_promises_TLS_by_TLSA_records_and_does_not_offer_it_breaks_the_promise()
    {
        var promise = new DaneDemand
        {
            Records = [],
            BaseDomain = "mx.lighthouse.test",
            ReferenceNames = [],
            IsMxSecure = true,
            IsEnforced = false,
        };
        var tls = (await SendAsync(null, With(promise))).Tls;

        Assert.False(tls.IsEncrypted);
        Assert.Equal(TlsReason.NotOffered, TlsLevel.Dane.WhyNot(tls.Proofs, tls.Reason));
        Assert.Equal(TlsReason.None, TlsLevel.Dane.WhyNot((await SendAsync(null, With(null))).Tls.Proofs, TlsReason.NotOffered));
    }

    [Theory]
    [InlineData("good", TlsReason.None)]
    [InlineData("expired", TlsReason.Expired)]
    [InlineData("not yet", TlsReason.NotYetValid)]
    [InlineData("self-signed", TlsReason.SelfSigned)]
    [InlineData("unknown CA", TlsReason.UnknownIssuer)]
    [InlineData("other name", TlsReason.OtherName)]
    [InlineData("no name", TlsReason.OtherName)]
    public async Task Each_problem_has_a_class(string kind, TlsReason reason)
    {
        var certificate = PeerVerifierTests.Certificate(kind);
        Assert.Equal(reason, (await SendAsync(certificate, Harbour.At(TlsLevel.May))).Tls.Reason);
        Assert.Equal(reason, (await SendAsync(certificate, Harbour.At(TlsLevel.Verify))).Tls.Reason);
    }

    [Theory]
    [InlineData("454 4.7.0 not now", TlsLevel.Encrypt, TlsReason.Refused)]
    [InlineData("220 go ahead\r\n250 injected", TlsLevel.Encrypt, TlsReason.Injected)]
    [InlineData("220 go ahead", TlsLevel.Encrypt, TlsReason.HandshakeFailed)]
    public async Task So_has_each_way_in_which_TLS_does_not_begin(string answer, TlsLevel level, TlsReason reason)
    {
        var script = new PeerScript();
        script.On["STARTTLS"] = async (session, _) =>
        {
            await session.PutAsync(answer + "\r\n");
            return reason is TlsReason.Refused ? null : PeerScript.Close;
        };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();

        var host = (await harbour.SendAsync(peer, Harbour.At(level))).Hosts[0];

        Assert.Equal((reason, true, TlsProofs.None), (host.Tls.Reason, host.IsTlsProblem, host.Tls.Proofs));
    }

    [Fact]
    public async Task Clear_text_after_TLS_failed_bears_the_reason_of_the_failure_and_clear_text_of_ours_does_too()
    {
        await using var peer = new ScriptedPeer(new PeerScript().Says("STARTTLS", "454 4.7.0 not now\r\n"));
        await using var harbour = new Harbour();

        var fallen = await harbour.SendAsync(peer, Harbour.At(TlsLevel.May, mayFallBack: true));
        var chosen = await harbour.SendAsync(peer, Harbour.At(TlsLevel.None));

        Assert.Equal(
            [(TlsReason.Refused, true), (TlsReason.Refused, false)],
            fallen.Hosts.Select(host => (host.Tls.Reason, host.IsTlsProblem)));
        Assert.Equal(TlsReason.SwitchedOff, chosen.Hosts[0].Tls.Reason);
    }

    private static TlsDecision With(DaneDemand? dane) => Harbour.At(TlsLevel.May) with
    {
        Hosts = HostDemands.Of([("mx.lighthouse.test", new HostDemand { Dane = dane })]),
    };

    private static async Task<(bool IsDelivered, TlsFacts Tls)> SendAsync(X509Certificate2? certificate, TlsDecision decision)
    {
        var script = certificate is null ? new PeerScript { Offer = ["SIZE 1000000"] } : new PeerScript { Certificate = certificate };
        await using var peer = new ScriptedPeer(script);
        await using var harbour = new Harbour();
        var outcome = await harbour.SendAsync(peer, decision);
        return (outcome.Recipients[0].Disposition is Disposition.Delivered, outcome.Hosts[0].Tls);
    }
}
