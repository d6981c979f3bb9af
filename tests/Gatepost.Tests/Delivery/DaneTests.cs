using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Messages;
using Gatepost.Protocols.Dane;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.Delivery;

/// <summary>What TLSA records make of what a real TLS server shows.</summary>
public sealed class DaneTests
{
    private static readonly X509Certificate2 Intermediate = TestCertificates.Authority(TestCertificates.OtherCa, "Fog Intermediate");
    private static readonly X509Certificate2 Named = TestCertificates.Leaf(Intermediate, ["mx.lighthouse.test"]);
    private static readonly X509Certificate2 OldAndNameless = TestCertificates.Leaf(
        null, ["elsewhere.test"], Outgoing.Noon.AddDays(-60), Outgoing.Noon.AddDays(-2));

    private static TlsaRecord Record(byte usage, byte selector, byte type, X509Certificate2 certificate)
    {
        var what = selector == 0 ? certificate.RawData : certificate.PublicKey.ExportSubjectPublicKeyInfo();
        var data = type switch { 1 => SHA256.HashData(what), 2 => SHA512.HashData(what), _ => what };
        return TlsaRecord.Read([usage, selector, type, .. data]);
    }

    private static DaneDemand Demand(TlsaRecord[] records, string baseDomain = "mx.lighthouse.test", bool mxSecure = true) => new()
    {
        Records = records,
        BaseDomain = baseDomain,
        ReferenceNames = mxSecure ? [baseDomain, "lighthouse.test"] : [baseDomain],
        IsMxSecure = mxSecure,
        IsEnforced = true,
    };

    private static async Task<(Dialed Dialed, string? Sni)> DialAsync(
        X509Certificate2 leaf, X509Certificate2[] chain, DaneDemand demand, TlsLevel floor = TlsLevel.May)
    {
        await using var peer = new ScriptedPeer(new PeerScript { Certificate = leaf, Chain = chain });
        await using var harbour = new Harbour();
        var dialed = await harbour.DialAsync(peer, new TlsRequirement { Level = floor }, demand: new HostDemand { Dane = demand });
        if (dialed.Conversation is { } conversation) await conversation.DisposeAsync();
        return (dialed, peer.Sessions[0].ServerName);
    }

    [Theory]
    [Trait("Statement", "DANE-17")]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public async Task A_DANE_EE_record_proves_its_host_whatever_its_names_and_dates(byte selector, byte type)
    {
        var (dialed, _) = await DialAsync(OldAndNameless, [], Demand([Record(3, selector, type, OldAndNameless)]));

        Assert.NotNull(dialed.Conversation);
        Assert.Equal((Assurance.DaneVerified, Assurance.DaneVerified), (dialed.Tls.Reached, dialed.Tls.Reachable));
        Assert.StartsWith($"TLSA 3 {selector} {type} ", dialed.Tls.VouchedBy);
    }

    [Fact]
    [Trait("Statement", "DANE-08")]
    public async Task Another_certificate_than_the_records_name_is_refused_though_a_known_CA_issued_it()
    {
        var good = TestCertificates.Leaf(TestCertificates.Ca, ["mx.lighthouse.test"]);

        var (dialed, _) = await DialAsync(good, [], Demand([Record(3, 1, 1, Named)]));

        Assert.Null(dialed.Conversation);
        Assert.Equal((ConversationStage.Certificate, FailureKind.Untrusted), (dialed.Failure!.Stage, dialed.Failure.Kind));
        Assert.Contains("not the one that the domain's TLSA records name", dialed.Tls.Problem);
        Assert.Equal(Assurance.Encrypted, dialed.Tls.Reached);
    }

    [Fact]
    [Trait("Statement", "DANE-27")]
    public async Task While_keys_roll_over_any_of_the_records_may_match()
    {
        var (dialed, _) = await DialAsync(Named, [Intermediate], Demand([Record(3, 1, 1, OldAndNameless), Record(3, 1, 1, Named)]));

        Assert.Equal(Assurance.DaneVerified, dialed.Tls.Reached);
    }

    [Theory]
    [Trait("Statement", "DANE-18")]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, true)]
    [InlineData(0, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(0, 0, false)] // the record holds the certificate that the server does not send
    [InlineData(1, 0, false)] // the record holds the key alone
    public async Task A_DANE_TA_record_may_name_an_intermediate_authority(byte selector, byte type, bool isSent)
    {
        var (dialed, _) = await DialAsync(Named, isSent ? [Intermediate] : [], Demand([Record(2, selector, type, Intermediate)]));

        Assert.Null(dialed.Tls.Problem);
        Assert.Equal(Assurance.DaneVerified, dialed.Tls.Reached);
    }

    [Fact]
    [Trait("Statement", "DANE-18")]
    public async Task A_DANE_TA_record_demands_a_name_and_dates()
    {
        var elsewhere = TestCertificates.Leaf(Intermediate, ["elsewhere.test"]);
        var old = TestCertificates.Leaf(Intermediate, ["mx.lighthouse.test"], Outgoing.Noon.AddDays(-60), Outgoing.Noon.AddDays(-2));
        var record = Record(2, 0, 1, Intermediate);

        var (named, _) = await DialAsync(elsewhere, [Intermediate], Demand([record]));
        var (dated, _) = await DialAsync(old, [Intermediate], Demand([record]));

        Assert.Null(named.Conversation);
        Assert.Contains("is not for mx.lighthouse.test or lighthouse.test", named.Tls.Problem);
        Assert.Null(dated.Conversation);
        Assert.Contains("expired on", dated.Tls.Problem);
    }

    [Fact]
    [Trait("Statement", "DANE-18")]
    public async Task An_authority_that_signed_nothing_of_it_vouches_for_nothing()
    {
        var other = TestCertificates.Authority(TestCertificates.OtherCa, "Fog Intermediate"); // the same name, another key

        var (dialed, _) = await DialAsync(Named, [Intermediate, other], Demand([Record(2, 0, 1, other), Record(2, 1, 0, other)]));

        Assert.Null(dialed.Conversation);
        Assert.Contains("leads to none of the authorities", dialed.Tls.Problem);
    }

    [Fact]
    [Trait("Statement", "DANE-18")]
    public async Task A_self_signed_certificate_is_not_its_own_authority()
    {
        var self = TestCertificates.Leaf(null, ["mx.lighthouse.test"]);

        var (dialed, _) = await DialAsync(self, [], Demand([Record(2, 0, 1, self)]));

        Assert.Null(dialed.Conversation);
    }

    [Fact]
    [Trait("Statement", "DANE-20")]
    public async Task With_an_MX_answer_that_is_not_proven_a_match_proves_the_host_and_no_more()
    {
        var ofTheDomain = TestCertificates.Leaf(Intermediate, ["lighthouse.test"]);

        var (host, _) = await DialAsync(Named, [Intermediate], Demand([Record(2, 0, 1, Intermediate)], mxSecure: false));
        var (domain, _) = await DialAsync(ofTheDomain, [Intermediate], Demand([Record(2, 0, 1, Intermediate)], mxSecure: false));

        Assert.Equal(Assurance.HostVerified, host.Tls.Reached);
        Assert.Null(domain.Conversation);
    }

    [Fact]
    [Trait("Statement", "DANE-21")]
    public async Task The_common_name_counts_where_there_is_no_other_and_a_wildcard_for_one_label()
    {
        var common = TestCertificates.Leaf(Intermediate, []); // CN=common.name.test
        var both = TestCertificates.Leaf(Intermediate, ["elsewhere.test"]);
        var wild = TestCertificates.Leaf(Intermediate, ["*.lighthouse.test"]);
        var record = Record(2, 0, 1, Intermediate);

        Assert.Equal(Assurance.DaneVerified, (await DialAsync(common, [Intermediate], Demand([record], "common.name.test"))).Dialed.Tls.Reached);
        Assert.Null((await DialAsync(both, [Intermediate], Demand([record], "common.name.test"))).Dialed.Conversation);
        Assert.Equal(Assurance.DaneVerified, (await DialAsync(wild, [Intermediate], Demand([record]))).Dialed.Tls.Reached);
        Assert.Null((await DialAsync(wild, [Intermediate], Demand([record], "a.mx.lighthouse.test", mxSecure: false))).Dialed.Conversation);
    }

    [Fact]
    [Trait("Statement", "DANE-22")]
    public async Task The_SNI_is_the_base_domain_of_the_records()
    {
        var (_, sni) = await DialAsync(Named, [Intermediate], Demand([Record(3, 1, 1, Named)], "canonical.lighthouse.test"));

        Assert.Equal("canonical.lighthouse.test", sni);
    }

    [Fact]
    [Trait("Statement", "DANE-09")]
    public async Task Where_no_record_is_usable_any_certificate_will_do_but_TLS_must_be()
    {
        var (dialed, _) = await DialAsync(OldAndNameless, [], Demand([]));
        await using var clear = new ScriptedPeer(new PeerScript { Offer = ["PIPELINING"] });
        await using var harbour = new Harbour();
        var refused = await harbour.DialAsync(clear, new TlsRequirement(), demand: new HostDemand { Dane = Demand([]) });

        Assert.Equal(Assurance.Encrypted, dialed.Tls.Reached);
        Assert.NotNull(dialed.Conversation);
        Assert.Equal((ConversationStage.StartTls, FailureKind.NotOffered), (refused.Failure!.Stage, refused.Failure.Kind));
    }

    [Fact]
    [Trait("Statement", "DANE-16")]
    public async Task Under_audit_a_mismatch_is_told_and_refuses_nobody()
    {
        var demand = Demand([Record(3, 1, 1, Named)]) with { IsEnforced = false };

        var (wrong, _) = await DialAsync(OldAndNameless, [], demand);
        var (right, _) = await DialAsync(Named, [Intermediate], demand);

        Assert.NotNull(wrong.Conversation);
        Assert.Equal((Assurance.Encrypted, Assurance.Encrypted), (wrong.Tls.Reached, wrong.Tls.Reachable));
        Assert.Equal((Assurance.Encrypted, Assurance.DaneVerified), (right.Tls.Reached, right.Tls.Reachable));
    }

    [Fact]
    [Trait("Statement", "STS-27")]
    public async Task Where_MTA_STS_speaks_too_both_must_hold()
    {
        var good = TestCertificates.Leaf(TestCertificates.Ca, ["mx.lighthouse.test"]);

        Assert.Null((await BothAsync(good, Record(3, 1, 1, Named))).Conversation);       // the CA's word does not help
        Assert.Null((await BothAsync(Named, Record(3, 1, 1, Named))).Conversation);      // nor does the record's alone
        var both = await BothAsync(good, Record(3, 1, 1, good));
        Assert.Equal(Assurance.DaneVerified, both.Tls.Reached);

        static async Task<Dialed> BothAsync(X509Certificate2 leaf, TlsaRecord record)
        {
            await using var peer = new ScriptedPeer(new PeerScript { Certificate = leaf });
            await using var harbour = new Harbour();
            var demand = new HostDemand { Dane = Demand([record]), MustVerifyName = true, IsVouchedBySts = true };
            var dialed = await harbour.DialAsync(peer, new TlsRequirement(), demand: demand);
            if (dialed.Conversation is { } conversation) await conversation.DisposeAsync();
            return dialed;
        }
    }

    [Fact]
    [Trait("Statement", "DANE-15")]
    public async Task Dane_only_without_records_is_met_by_nobody()
    {
        await using var peer = new ScriptedPeer(new PeerScript());
        await using var harbour = new Harbour();

        var dialed = await harbour.DialAsync(peer, new TlsRequirement { Level = TlsLevel.DaneOnly });

        Assert.Null(dialed.Conversation);
        Assert.Contains("no TLSA records", dialed.Tls.Problem);
    }
}
