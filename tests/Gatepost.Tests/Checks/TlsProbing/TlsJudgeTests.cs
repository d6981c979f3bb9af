using System.Text.Json;
using Gatepost.Checks.TlsProbing;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Tests.Checks.TlsProbing;

public sealed class TlsJudgeTests
{
    private const string Folder = "tests/Gatepost.Tests/Checks/TlsProbing";

    internal static readonly TlsProbeFacts Best = new()
    {
        Host = "mx.example",
        Address = "192.0.2.1:25",
        Beginning = "STARTTLS of SMTP",
        Connections = 40,
        Versions =
        [
            No("SSL 2.0"), No("SSL 3.0"), No("TLS 1.0"), No("TLS 1.1"),
            Yes(TlsVersion.Tls12, 0xC030), Yes(TlsVersion.Tls13, 0x1302, 0x1303),
        ],
        Curves = new() { Groups = [GroupFacts.Of(TlsGroup.X25519)], IsComplete = true },
        Groups = new() { Groups = [GroupFacts.Of(TlsGroup.X25519MlKem768), GroupFacts.Of(TlsGroup.X25519)], IsComplete = true },
        PostQuantum = Observed.Yes,
        Signatures = new() { Usual = "EcdsaSha256", Tls13 = "EcdsaSha256", Sha1 = Observed.No, Sha224 = Observed.No },
        Features = new()
        {
            ExtendedMasterSecret = Observed.Yes,
            SecureRenegotiation = Observed.Yes,
            ClientRenegotiations = 0,
            InsecureRenegotiation = Observed.No,
            Compression = Observed.No,
            FallbackProtection = Observed.Yes,
            SessionTickets = Observed.Yes,
            Tls13Tickets = Observed.Yes,
            EarlyData = Observed.No,
            ClientCertificate = Observed.No,
            WithoutName = Observed.Yes,
            UnknownName = Observed.Yes,
        },
    };

    internal static readonly TlsProbeFacts Worst = Best with
    {
        Stopped = "the limit of 160 connections is reached",
        Versions =
        [
            Yes(TlsVersion.Ssl2), No("SSL 3.0") with { Spoken = Observed.Unknown, Why = "no answer in time" }, Yes(TlsVersion.Tls10, 0x0005, 0x000A),
            No("TLS 1.1"), Yes(TlsVersion.Tls12, 0x009C, 0x009E, 0xC02F) with { PrefersWorse = SuiteFacts.Of(0x009C), IsComplete = false },
        ],
        Curves = new() { Groups = [GroupFacts.Of(TlsGroup.Secp224r1), GroupFacts.Of(TlsGroup.Sect163k1)] },
        Groups = null,
        Fields = [GroupFacts.OfPrime(ServerKeyExchange.Read([0, 1, 0xC5, 0, 1, 2, 0, 1, 3], KeyExchangeKind.DheAnonymous, TlsVersion.Tls12)!)],
        PostQuantum = Observed.NotTried,
        Signatures = new() { Usual = "RsaSha1", Sha1 = Observed.Yes, Sha224 = Observed.Yes },
        Features = new()
        {
            ExtendedMasterSecret = Observed.No,
            SecureRenegotiation = Observed.No,
            ClientRenegotiations = 11,
            InsecureRenegotiation = Observed.Yes,
            Compression = Observed.Yes,
            FallbackProtection = Observed.No,
            EarlyData = Observed.Yes,
            WithoutName = Observed.No,
            UnknownName = Observed.No,
        },
    };

    [Fact]
    public void The_best_server_is_sufficient_since_TLS_1_2_is_no_more_than_that()
    {
        var profile = TlsJudge.Judge(Best);
        Assert.Equal(SecurityClass.Sufficient, profile.Class);
        Assert.All(profile.Findings, static finding => Assert.Null(finding.Remedy));
        Assert.Empty(profile.Gaps);
        var modern = TlsJudge.Judge(Best with { Versions = [.. Best.Versions.Where(static version => version.Version != "TLS 1.2")] });
        Assert.Equal(SecurityClass.Good, modern.Class);
    }

    [Fact]
    public void Whoever_never_heard_of_it_can_read_what_was_found() =>
        Golden.Check($"{Folder}/worst.txt", TlsFindingsText.Of(TlsJudge.Judge(Worst)));

    [Fact]
    public void A_good_server_has_a_short_text() => Golden.Check($"{Folder}/best.txt", TlsFindingsText.Of(TlsJudge.Judge(Best)));

    [Fact]
    public void Scripts_get_all_of_it_as_JSON() => Golden.Check(
        $"{Folder}/worst.json", JsonSerializer.Serialize(TlsJudge.Judge(Worst), TlsProbingJson.Default.TlsProfileFindings) + "\n");

    [Fact]
    public void What_was_not_seen_is_not_judged()
    {
        var nothing = TlsJudge.Judge(new() { Host = "mx.example", Address = "192.0.2.1:25", Beginning = "STARTTLS of SMTP", Stopped = "STARTTLS is not offered" });
        Assert.Empty(nothing.Findings);
        Assert.Null(nothing.Class);
        Assert.Contains("nothing could be seen", TlsFindingsText.Of(nothing), StringComparison.Ordinal);
        Assert.Contains("STARTTLS is not offered", TlsFindingsText.Of(nothing), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "good")]
    [InlineData(1, "sufficient")]
    [InlineData(10, "sufficient")]
    [InlineData(11, "phase out")]
    public void Ten_renegotiations_are_limited_and_eleven_are_not(int count, string expected)
    {
        var profile = TlsJudge.Judge(Best with { Features = Best.Features with { ClientRenegotiations = count } });
        Assert.Equal(expected, profile.Findings.Single(static found => found.Topic is TlsTopic.ClientRenegotiation).Class.Word());
    }

    [Fact]
    public void Missing_protection_against_pushing_down_matters_where_old_versions_are_spoken()
    {
        var unprotected = Best with { Features = Best.Features with { FallbackProtection = Observed.No } };
        Assert.DoesNotContain(TlsJudge.Judge(unprotected).Findings, static finding => finding.Topic is TlsTopic.Fallback);
        var old = unprotected with { Versions = [.. Best.Versions, Yes(TlsVersion.Tls11, 0x002F)] };
        Assert.Contains(TlsJudge.Judge(old).Findings, static finding => finding.Topic is TlsTopic.Fallback);
    }

    private static VersionFacts No(string name) => new() { Version = name, Spoken = Observed.No, Class = SecurityClass.Insufficient, IsComplete = true };

    private static VersionFacts Yes(TlsVersion version, params int[] suites) => new()
    {
        Version = version.Word(),
        Spoken = Observed.Yes,
        Class = NcscGuideline.OfVersion(version),
        Suites = [.. suites.Select(SuiteFacts.Of)],
        IsComplete = true,
    };
}
