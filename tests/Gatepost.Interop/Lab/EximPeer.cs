namespace Gatepost.Interop.Lab;

/// <summary>Exim as a receiver. Its package is unpacked, not installed; with a configuration of our own it gives up its
/// privileges, so it runs as an ordinary user from the start.</summary>
internal sealed class EximPeer : IDisposable
{
    private readonly LabProcess _process;

    private EximPeer(LabProcess process, string folder)
    {
        _process = process;
        Mailbox = new Maildir($"{folder}/mail");
    }

    public Maildir Mailbox { get; }

    public static async Task<EximPeer> StartAsync(LabFolder lab, string address, IssuedCertificate certificate)
    {
        var folder = lab.Sub("exim");
        foreach (var sub in (string[])["spool", "log", "mail"]) lab.Sub($"exim/{sub}");
        var settings = lab.Write("exim/exim.conf", Configuration(folder, address, certificate));
        (await CommandRun.OfAsync("chown", "-R", "Debian-exim:Debian-exim", folder)).MustSucceed();
        (await CommandRun.OfAsync("chmod", "644", certificate.KeyFile)).MustSucceed();
        var process =
            LabProcess.Start($"{folder}/daemon.log", "setpriv", "--reuid=Debian-exim", "--regid=Debian-exim", "--clear-groups",
            Peers.Unpacked("exim4"), "-C", settings, "-bdf", "-q1m");
        await Poll.PortAsync(address);
        return new EximPeer(process, folder);
    }

    public void Dispose() => _process.Dispose();

    private static string Configuration(string folder, string address, IssuedCertificate certificate) => $"""
        exim_path = {Peers.Unpacked("exim4")}
        keep_environment =
        primary_hostname = mx.exim.test
        spool_directory = {folder}/spool
        log_file_path = {folder}/log/%slog
        pid_file_path = {folder}/exim.pid
        local_interfaces = {address}
        daemon_smtp_ports = {LabFolder.Port}
        deliver_drop_privilege
        tls_advertise_hosts = *
        tls_certificate = {certificate.ChainFile}
        tls_privatekey = {certificate.KeyFile}
        never_users =
        smtputf8_advertise_hosts = *
        chunking_advertise_hosts = *
        dsn_advertise_hosts = *
        smtp_accept_max = 200
        smtp_accept_queue_per_connection = 1000
        rfc1413_query_timeout = 0s
        host_lookup =
        acl_smtp_rcpt = ok
        acl_smtp_data = ok
        begin acl
        ok:
          accept
        begin routers
        all:
          driver = accept
          transport = box
        begin transports
        box:
          driver = appendfile
          directory = {folder}/mail
          maildir_format
          create_directory
          user = Debian-exim
        begin retry
        * * F,1h,1m

        """;
}
