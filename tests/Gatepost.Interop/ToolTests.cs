using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>The tools that postmasters use to look at a server.</summary>
[Collection(SharedLab.Name)]
public sealed class ToolTests(LabFixture lab)
{
    [Theory]
    [InlineData("-tls")]
    [InlineData("-tlsc")]
    [InlineData("-q", "RCPT")]
    public async Task Swaks_hands_over_a_message(params string[] how)
    {
        var mark = Mark();
        var port = how[0] == "-tlsc" ? Gateway.SubmissionsPort : Gateway.MxPort;
        string[] login = how[0] == "-tlsc"
            ? ["--auth", "PLAIN", "--auth-user", Gateway.User, "--auth-password", Gateway.Password]
            : [];
        var run = await CommandRun.OfAsync("swaks",
            ["--server", lab.Gateway.Address, "--port", $"{port}", "--from", "bob@peer.test", "--to", "box@inside.test", "--ehlo",
                "client.peer.test",
             "--header", $"Subject: {mark}", "--timeout", "20", .. how, .. login]);
        run.MustSucceed();
        if (how[0] == "-q") return;
        Assert.Contains("<~  250 2.0.0", run.Output, StringComparison.Ordinal);
        await lab.MailboxOf("postfix").WaitAsync(mark);
    }

    [Fact]
    public async Task Pythons_smtplib_checks_our_certificate_and_sends()
    {
        var mark = Mark();
        var script = $"""
            import smtplib, ssl
            context = ssl.create_default_context(cafile='{lab.Authority.RootFile}')
            smtp = smtplib.SMTP('{lab.Gateway.Address}', {Gateway.MxPort}, timeout=20)
            smtp.ehlo('client.peer.test')
            smtp._host = '{Gateway.Name}'
            smtp.starttls(context=context)
            smtp.ehlo('client.peer.test')
            assert not smtp.has_extn('starttls') and smtp.has_extn('pipelining') and smtp.has_extn('chunking'), smtp.esmtp_features
            refused = smtp.sendmail('bob@peer.test', ['box@inside.test', 'someone@elsewhere.test'], 'Subject: {mark}\r\n\r\n.one\r\n..two\r\n')
            assert list(refused) == ['someone@elsewhere.test'] and refused['someone@elsewhere.test'][0] == 550, refused
            smtp.quit()
            """;
        (await CommandRun.WithInputAsync(script, "python3", "-")).MustSucceed();
        var message = await lab.MailboxOf("postfix").WaitAsync(mark);
        Assert.EndsWith("\n.one\n..two\n", message.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_2", 0)]
    [InlineData("-tls1_3", 0)]
    [InlineData("-tls1_1", 1)]
    public async Task Openssl_verifies_our_chain_and_old_versions_are_refused(string version, int exitCode)
    {
        var run = await CommandRun.WithInputAsync("QUIT\r\n", "openssl", "s_client", "-starttls", "smtp", "-connect",
            $"{lab.Gateway.Address}:{Gateway.SubmissionPort}", "-servername", Gateway.Name, "-verify_hostname", Gateway.Name,
            "-CAfile", lab.Authority.RootFile, "-verify_return_error", "-brief", "-crlf", "-cipher", "DEFAULT:@SECLEVEL=0",
                version);
        Assert.True(run.ExitCode == exitCode, run.Output);
        if (exitCode == 0) Assert.Contains("Verification: OK", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Gateway.Name)]
    [InlineData("unknown.test")]
    [InlineData("")]
    public async Task Whatever_name_is_asked_for_there_is_a_chain(string name)
    {
        string[] asked = name.Length == 0 ? ["-noservername"] : ["-servername", name];
        var run = await CommandRun.WithInputAsync("QUIT\r\n", "openssl",
            ["s_client", "-starttls", "smtp", "-connect", $"{lab.Gateway.Address}:{Gateway.MxPort}", "-showcerts", "-crlf",
                .. asked]);
        Assert.Equal(2, run.Output.Split("-----BEGIN CERTIFICATE-----").Length - 1);
    }

    [Theory]
    [InlineData("secure", "Verified TLS connection established")]
    [InlineData("may", "TLS connection established")]
    public async Task Posttls_finger_is_content_with_us(string level, string expected)
    {
        var postfix = Path.GetDirectoryName(lab.Folder.Write("finger/main.cf", "compatibility_level = 3.6\n"))!;
        var run = await CommandRun.OfAsync("env", $"MAIL_CONFIG={postfix}",
            "/usr/sbin/posttls-finger", "-c", "-l", level, "-F", lab.Authority.RootFile,
            $"[{lab.Gateway.Address}]:{Gateway.MxPort}", Gateway.Name);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    private static string Mark() => $"t-{Guid.NewGuid():N}";
}
