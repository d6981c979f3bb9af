namespace Gatepost.Interop.Lab;

/// <summary>OpenSMTPD as a receiver. Its paths are compiled in, so it runs in a mount namespace of its own in which they lead to
/// the lab.</summary>
internal sealed class OpenSmtpdPeer : IDisposable
{
    private readonly LabProcess _process;

    private OpenSmtpdPeer(LabProcess process, string mail)
    {
        _process = process;
        Mailbox = new Maildir(mail);
    }

    public Maildir Mailbox { get; }

    public static async Task<OpenSmtpdPeer> StartAsync(LabFolder lab, string address, IssuedCertificate certificate)
    {
        var folder = lab.Sub("opensmtpd");
        var mail = lab.Sub("opensmtpd/mail");
        foreach (var sub in (string[])["new", "cur", "tmp"]) lab.Sub($"opensmtpd/mail/{sub}");
        var (spool, empty) = (lab.Sub("opensmtpd/spool"), lab.Sub("opensmtpd/empty"));
        (await CommandRun.OfAsync("chown", "-R", "opensmtpd", mail)).MustSucceed();
        (await CommandRun.OfAsync("chmod", "711", spool)).MustSucceed();
        (await CommandRun.OfAsync("chmod", "600", certificate.KeyFile)).MustSucceed();
        var settings = lab.Write("opensmtpd/smtpd.conf", Configuration(mail, address, certificate));
        var script = lab.Write("opensmtpd/run.sh", $"""
            set -e
            mkdir -p /usr/libexec/opensmtpd /var/spool/smtpd /var/lib/opensmtpd/empty
            mount -t tmpfs tmpfs /run
            mount --bind "{Peers.Folder}/usr/libexec/opensmtpd" /usr/libexec/opensmtpd
            mount --bind "{spool}" /var/spool/smtpd
            mount --bind "{empty}" /var/lib/opensmtpd/empty
            exec "{Peers.Unpacked("smtpd")}" -d -f "{settings}"

            """);
        var process = LabProcess.Start($"{folder}/smtpd.log", "unshare", "-m", "bash", script);
        await Poll.PortAsync(address);
        return new OpenSmtpdPeer(process, mail);
    }

    public void Dispose() => _process.Dispose();

    private static string Configuration(string mail, string address, IssuedCertificate certificate) => $$"""
        pki lab cert "{{certificate.ChainFile}}"
        pki lab key "{{certificate.KeyFile}}"
        listen on {{address}} port {{LabFolder.Port}} tls pki lab hostname mx.opensmtpd.test
        table boxes { "@" = opensmtpd }
        action box maildir "{{mail}}" virtual <boxes>
        match from any for any action box

        """;
}
