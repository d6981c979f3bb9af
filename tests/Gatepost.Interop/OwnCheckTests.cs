using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary><c>gatepost check --own</c>, with its prober of TLS at a running gateway, and servers behind it that nobody here wrote.
/// </summary>
[Collection(SharedLab.Name)]
public sealed class OwnCheckTests(OwnCheck check) : IClassFixture<OwnCheck>
{
    private const string Insufficient = "C4 warning: insufficient: Groups that are too weak are taken for the key exchange: ffdhe2048";

    private static readonly string[] WhatThePlatformTakes =
    [
        "C2 warning: phase out: Cipher suites that should be phased out are taken: "
            + "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        Insufficient,
        "C4 warning: phase out: Groups that should be phased out are taken for the key exchange: ffdhe3072, ffdhe4096, ffdhe6144, ffdhe8192",
        "C6 warning: phase out: The key exchange is signed with SHA-224 for clients that ask for it",
    ];

    [Fact]
    public void Our_listeners_have_no_more_to_mend_than_the_page_says()
    {
        Assert.Equal(WhatThePlatformTakes, check.Of("listener mx"));
        Assert.Equal(WhatThePlatformTakes[1..], check.Of("listener relay"));
        Assert.Equal((1, "failing"), (check.Run.ExitCode, check.Report.Verdict));
    }

    [Fact]
    public void The_ports_of_Postfix_and_Dovecot_as_they_should_be_are_in_order() =>
        Assert.Empty(check.Of("box.checked.ours.test"));

    [Theory]
    [InlineData("SMTP for sending at port 587", "I3 fail: PLAIN", "I5 fail: TLS 1.0, TLS 1.1")]
    [InlineData("SMTP for sending at port 465", "I5 fail: TLS 1.0, TLS 1.1")]
    [InlineData("IMAP at port 143", "I3 fail: PLAIN, name and password", "I5 fail: TLS 1.0, TLS 1.1")]
    [InlineData("IMAP at port 993", "I5 fail: TLS 1.0, TLS 1.1")]
    [InlineData("POP3 at port 110", "I3 fail: PLAIN, name and password", "I5 fail: TLS 1.0, TLS 1.1")]
    [InlineData("POP3 at port 995", "I5 fail: TLS 1.0, TLS 1.1")]
    public void Passwords_in_the_clear_and_old_versions_are_found_at_each_port(string port, params string[] expected) =>
        Assert.Equal(expected, check.Of($"poor.checked.ours.test {port}"));
}
