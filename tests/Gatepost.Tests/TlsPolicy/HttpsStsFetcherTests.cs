using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Gatepost.Configuration;
using Gatepost.Protocols.MtaSts;
using Gatepost.Tests.Delivery;
using Gatepost.Tests.Dns;
using Gatepost.TlsPolicy.Sts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>Fetching from a real HTTPS server.</summary>
public sealed class HttpsStsFetcherTests
{
    private const string Body = "version: STSv1\r\nmode: enforce\r\nmx: mx.x.test\r\nmax_age: 86400\r\n";

    private static readonly X509Certificate2 Good = TestCertificates.Leaf(TestCertificates.Ca, ["mta-sts.x.test"]);

    private readonly FakeTimeProvider _time = new(Outgoing.Noon);
    private string _zones = "mta-sts.x.test A 127.0.0.1";

    private HttpsStsFetcher Fetcher(int port, bool privateToo = true) => new(new ZoneResolver(_zones),
        new FixedConfig(new GatepostConfig
        {
            Hostname = "gate.harbour.test",
            DataDirectory = "/nowhere",
            Outbound = new OutboundConfig { CaFile = "ca.pem", MtaStsPort = port, MtaStsPrivateAddresses = privateToo },
        }), new TestAnchors().Anchors, _time);

    private async Task<(StsFetch Fetch, List<string> Requests)> FetchAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        await using var host = await PolicyHost.StartAsync(certificate ?? Good, answer);
        return (await Fetcher(host.Port).FetchAsync("x.test", TestContext.Current.CancellationToken), host.Requests);
    }

    private static RequestDelegate Text(string body, string? type = "text/plain") => context =>
    {
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(System.Text.Encoding.ASCII.GetBytes(body)).AsTask();
    };

    [Fact]
    [Trait("Statement", "STS-07")]
    [Trait("Statement", "STS-16")]
    [Trait("Statement", "STS-28")]
    public async Task The_policy_is_fetched_from_the_place_that_the_standard_names()
    {
        string? sni = null;
        await using var host = await PolicyHost.StartAsync(Good, Text(Body), name => sni = name);

        var fetch = await Fetcher(host.Port).FetchAsync("x.test", TestContext.Current.CancellationToken);

        Assert.Equal((null, null, null), (fetch.Problem, fetch.Words, fetch.OtherType));
        Assert.Empty(fetch.Findings);
        Assert.Equal((StsMode.Enforce, TimeSpan.FromDays(1)), (fetch.Policy!.Mode, fetch.Policy.MaxAge));
        Assert.Equal(["GET mta-sts.x.test /.well-known/mta-sts.txt agent=Gatepost (MTA-STS; RFC 8461) cookie="], host.Requests);
        Assert.Equal("mta-sts.x.test", sni);
    }

    public static TheoryData<string, string> WrongCertificates => new()
    {
        { "expired", "NotTimeValid" },
        { "stranger", "errors in the certificate chain" },
        { "self-signed", "errors in the certificate chain" },
        { "other name", "RemoteCertificateNameMismatch" },
        { "the domain itself", "RemoteCertificateNameMismatch" },
        { "a wildcard too high", "RemoteCertificateNameMismatch" },
        { "the common name alone", "RemoteCertificateNameMismatch" },
    };

    [Theory]
    [Trait("Statement", "STS-08")]
    [MemberData(nameof(WrongCertificates))]
    public async Task A_host_that_does_not_prove_its_name_is_not_believed(string what, string why)
    {
        var certificate = what switch
        {
            "expired" => TestCertificates.Leaf(TestCertificates.Ca, ["mta-sts.x.test"], Outgoing.Noon.AddDays(-60), Outgoing.Noon.AddDays(-1)),
            "stranger" => TestCertificates.Leaf(TestCertificates.OtherCa, ["mta-sts.x.test"]),
            "self-signed" => TestCertificates.Leaf(null, ["mta-sts.x.test"]),
            "other name" => TestCertificates.Leaf(TestCertificates.Ca, ["mta-sts.y.test"]),
            "the domain itself" => TestCertificates.Leaf(TestCertificates.Ca, ["x.test"]),
            "a wildcard too high" => TestCertificates.Leaf(TestCertificates.Ca, ["*.test"]),
            _ => TestCertificates.Leaf(TestCertificates.Ca, []),
        };

        var (fetch, requests) = await FetchAsync(Text(Body), certificate);

        Assert.Null(fetch.Policy);
        Assert.Equal(StsFetchProblem.WebPkiInvalid, fetch.Problem);
        Assert.Contains(why, fetch.Words);
        Assert.Empty(requests);
    }

    [Fact]
    [Trait("Statement", "STS-08")]
    public async Task The_common_name_is_no_name_though_it_fits()
    {
        // SslStream itself would take it.
        await using var host = await PolicyHost.StartAsync(CommonName("mta-sts.x.test"), Text(Body));

        var fetch = await Fetcher(host.Port).FetchAsync("x.test", TestContext.Current.CancellationToken);

        Assert.Equal(StsFetchProblem.WebPkiInvalid, fetch.Problem);
        Assert.Equal("no name in the subjectAltName of the certificate is mta-sts.x.test", fetch.Words);
        Assert.Empty(host.Requests);
    }

    [Fact]
    [Trait("Statement", "STS-08")]
    public async Task A_wildcard_of_one_label_is_a_name()
    {
        var (fetch, _) = await FetchAsync(Text(Body), TestCertificates.Leaf(TestCertificates.Ca, ["*.x.test"]));

        Assert.NotNull(fetch.Policy);
    }

    [Theory]
    [Trait("Statement", "STS-09")]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(204)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Only_an_answer_200_counts_and_no_redirect_is_followed(int status)
    {
        var (fetch, requests) = await FetchAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://mta-sts.x.test/elsewhere";
            context.Response.Headers.SetCookie = "a=b";
            return Task.CompletedTask;
        });

        Assert.Equal((StsFetchProblem.FetchError, $"mta-sts.x.test answered {status}"), (fetch.Problem, fetch.Words));
        Assert.Single(requests);
    }

    [Theory]
    [Trait("Statement", "STS-10")]
    [InlineData("text/plain; charset=utf-8; x=y", true, null)]
    [InlineData("TEXT/PLAIN", true, null)]
    [InlineData(null, true, "sent as nothing in particular")]
    [InlineData("text/html", true, "sent as \"text/html\"")]
    [InlineData("application/octet-stream", false, "mta-sts.x.test sent \"application/octet-stream\", not text/plain")]
    public async Task The_media_type_is_noted_and_what_is_no_text_is_no_policy(string? type, bool isTaken, string? words)
    {
        var (fetch, _) = await FetchAsync(Text(Body, type));

        Assert.Equal((isTaken, words), (fetch.Policy is not null, fetch.Words));
    }

    [Theory]
    [Trait("Statement", "STS-11")]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    [InlineData(long.MaxValue, false)] // whoever waits for its end waits for ever
    public async Task A_body_of_more_than_64_KiB_is_broken_off(long length, bool isTaken)
    {
        var (fetch, _) = await FetchAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(Body + "x: ", context.RequestAborted);
            var filling = new string('y', 1 << 14);
            for (long sent = Body.Length + 3; sent < length && !context.RequestAborted.IsCancellationRequested;)
            {
                var some = (int)Math.Min(filling.Length, length - sent);
                await context.Response.WriteAsync(filling[..some], context.RequestAborted);
                sent += some;
            }
        });

        Assert.Equal(isTaken, fetch.Policy is not null);
        if (!isTaken) Assert.Equal((StsFetchProblem.Invalid, "it is no policy: it is larger than 64 KiB"), (fetch.Problem, fetch.Words));
    }

    [Theory]
    [Trait("Statement", "STS-17")]
    [InlineData("version: STSv1\nmode: enforce\nnmx: a.test\nmax_age: 1", "it is no policy: there is no mx")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1", "it is no policy: there is no mx")]
    [InlineData("<html>", "it is no policy: line 1, \"<html>\": that is not a word, a colon and a value")]
    [InlineData("", "it is no policy: there is no version")]
    public async Task What_is_no_policy_is_told_with_the_reason(string body, string words)
    {
        var (fetch, _) = await FetchAsync(Text(body));

        Assert.Equal((StsFetchProblem.Invalid, words), (fetch.Problem, fetch.Words));
    }

    [Fact]
    [Trait("Statement", "STS-11")]
    public async Task A_host_that_says_nothing_is_left_after_a_minute()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var fetching = Fetcher(((IPEndPoint)silent.LocalEndpoint).Port).FetchAsync("x.test", TestContext.Current.CancellationToken);
        using var connection = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(fetching.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(StsFetch.Failed(StsFetchProblem.FetchError, "no answer within 60 seconds"), await fetching);
    }

    [Theory]
    [Trait("Statement", "STS-11")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_host_that_drips_is_left_after_a_minute_whether_in_its_header_or_its_body(bool inHeader)
    {
        using var host = new TcpListener(IPAddress.Loopback, 0);
        host.Start();
        var fetching = Fetcher(((IPEndPoint)host.LocalEndpoint).Port).FetchAsync("x.test", TestContext.Current.CancellationToken);
        using var socket = await host.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await using var tls = new SslStream(new NetworkStream(socket));
        await tls.AuthenticateAsServerAsync(Good);
        var header = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
        await tls.WriteAsync(System.Text.Encoding.ASCII.GetBytes(inHeader ? header + "X: " : header + "\r\nversion: STSv1\r\nx: "));

        for (var seconds = 0; seconds < 59; seconds++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await tls.WriteAsync("y"u8.ToArray());
        }

        Assert.False(fetching.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(StsFetch.Failed(StsFetchProblem.FetchError, "no answer within 60 seconds"), await fetching);
    }

    [Fact]
    public async Task A_header_without_end_is_broken_off()
    {
        var (fetch, _) = await FetchAsync(context =>
        {
            for (var i = 0; i < 100; i++) context.Response.Headers[$"X-{i}"] = new string('y', 1000);
            return context.Response.WriteAsync(Body);
        });

        Assert.Equal((null, StsFetchProblem.FetchError), (fetch.Policy, fetch.Problem));
        Assert.InRange(fetch.Words!.Length, 1, 300);
    }

    [Fact]
    public async Task What_is_compressed_is_no_policy_and_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(new byte[10_000_000]);

        var (fetch, _) = await FetchAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed.ToArray());
        });

        Assert.Equal((null, StsFetchProblem.Invalid), (fetch.Policy, fetch.Problem));
        Assert.DoesNotContain(fetch.Words!, static c => char.IsControl(c));
    }

    [Fact]
    public async Task A_certificate_with_thousands_of_names_is_judged_and_breaks_nothing()
    {
        var names = Enumerable.Range(0, 3000).Select(static n => $"n{n}.test").Append("mta-sts.x.test").ToArray();

        var (fetch, _) = await FetchAsync(Text(Body), TestCertificates.Leaf(TestCertificates.Ca, names));

        Assert.NotNull(fetch.Policy);
    }

    [Theory]
    [Trait("Statement", "STS-16")]
    [InlineData("mta-sts.x.test A 127.0.0.1", "mta-sts.x.test has only private addresses")]
    [InlineData("mta-sts.x.test AAAA ::1", "mta-sts.x.test has only private addresses")]
    [InlineData("mta-sts.x.test CNAME metadata.test\nmetadata.test A 169.254.169.254", "mta-sts.x.test has only private addresses")]
    [InlineData("x.test A 192.0.2.1", "mta-sts.x.test has no address: the DNS knows none")]
    [InlineData("mta-sts.x.test ANY servfail", "mta-sts.x.test has no address: the resolver failed, or the answer is bogus")]
    public async Task A_strangers_name_does_not_lead_into_our_house(string zones, string words)
    {
        _zones = zones;

        var fetch = await Fetcher(443, privateToo: false).FetchAsync("x.test", TestContext.Current.CancellationToken);

        Assert.Equal(StsFetch.Failed(StsFetchProblem.FetchError, words), fetch);
    }

    [Fact]
    public async Task The_next_address_is_tried_where_one_takes_no_connection()
    {
        _zones = "mta-sts.x.test AAAA ::1\nmta-sts.x.test A 127.0.0.1";

        var (fetch, _) = await FetchAsync(Text(Body));

        Assert.NotNull(fetch.Policy);
    }

    private static X509Certificate2 CommonName(string name)
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1")], false));
        using var bare = request.Create(TestCertificates.Ca, Outgoing.Noon.AddDays(-9), Outgoing.Noon.AddDays(9), [1, 2, 3]);
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pfx), null);
    }
}
