using System.Diagnostics;

namespace Gatepost.Bench;

/// <summary>Debian's Postfix, tuned: many processes, connections kept and TLS sessions with them, nothing that waits.</summary>
internal sealed class PostfixRelay : IRelay
{
    private const string Services = """
        127.0.77.3:2625 inet n - n - - smtpd
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        tlsproxy unix - - n - 0 tlsproxy
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        proxywrite unix - - n - 1 proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        showq unix n - n - - showq
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd

        """;

    private readonly Process _master;

    private PostfixRelay(Process master) => _master = master;

    public string Name => "Postfix";

    public string Address => "127.0.77.3:2625";

    public int ProcessId => _master.Id;

    public static async Task<PostfixRelay> StartAsync(BenchFolder folder)
    {
        var home = folder.Sub("postfix");
        folder.Sub("postfix/queue");
        await RunAsync("chown", "postfix", folder.Sub("postfix/data"));
        await File.WriteAllTextAsync(Path.Combine(home, "main.cf"), Configuration(folder, home));
        await File.WriteAllTextAsync(Path.Combine(home, "master.cf"), Services);
        await RunAsync("/usr/sbin/postfix", "-c", home, "check");
        var relay = new PostfixRelay(Process.Start("/usr/lib/postfix/sbin/master", ["-c", home, "-d"]));
        await Ports.AnswerAsync(relay.Address);
        return relay;
    }

    public void Dispose()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_master.Id}"])) kill.WaitForExit();
        if (!_master.WaitForExit(TimeSpan.FromSeconds(30))) _master.Kill(entireProcessTree: true);
        _master.Dispose();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private static string Configuration(BenchFolder folder, string home) => $"""
        compatibility_level = 3.6
        queue_directory = {home}/queue
        data_directory = {home}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {home}/mail.log
        maillog_file_prefixes = /var
        myhostname = relay.test
        mydestination =
        alias_maps =
        mynetworks = 127.0.0.0/8
        inet_protocols = ipv4
        relayhost = [127.0.77.1]:2600
        smtp_host_lookup = native
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {folder.CertificateFile}
        smtpd_tls_key_file = {folder.KeyFile}
        smtp_tls_security_level = may
        smtp_tls_session_cache_database = btree:{home}/data/smtp_scache
        smtp_tls_connection_reuse = yes
        smtp_connection_cache_on_demand = yes
        smtp_connection_cache_destinations = 127.0.77.1
        default_process_limit = 100
        smtp_destination_concurrency_limit = 50
        initial_destination_concurrency = 20
        smtpd_client_connection_count_limit = 0
        in_flow_delay = 0
        smtpd_recipient_restrictions = permit_mynetworks, reject
        qmgr_message_active_limit = 40000

        """;
}
