using System.Net;

namespace Gatepost.Interop.Lab;

/// <summary>A Postfix instance of its own: its queue, its mailboxes, its log.</summary>
internal sealed class PostfixPeer : IDisposable
{
    private const string Services = """
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
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
        virtual unix - n n - - virtual
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        postlog unix-dgram n - n - 1 postlogd
        """;

    private readonly LabProcess _process;

    private PostfixPeer(LabProcess process, string folder, string address)
    {
        _process = process;
        Address = address;
        MailLog = Path.Combine(folder, "mail.log");
        Mailbox = new Maildir(Path.Combine(folder, "mail", "box"));
    }

    /// <summary>Where it takes mail; of several faces the first.</summary>
    public string Address { get; }

    public Maildir Mailbox { get; }

    public string MailLog { get; }

    public string Log => LabProcess.ReadShared(MailLog);

    /// <summary>A receiver: the same mailbox for everybody, and an address for each face that it wears.</summary>
    public static Task<PostfixPeer> ReceiverAsync(LabFolder lab, IssuedCertificate certificate, IReadOnlyList<PostfixFace> faces) =>
        ReceiverAsync(lab, "postfix", certificate, faces);

    /// <summary>A receiver of another name, beside the one that all share.</summary>
    public static Task<PostfixPeer> ReceiverAsync(
        LabFolder lab, string name, IssuedCertificate certificate, IReadOnlyList<PostfixFace> faces) =>
        StartAsync(lab, name, ReceiverSettings(lab.Sub(name), certificate), faces);

    /// <summary>A receiver of the later release.</summary>
    public static Task<PostfixPeer> NextReceiverAsync(LabFolder lab, IssuedCertificate certificate, PostfixFace face) => StartAsync(lab,
        "postfix-next", ReceiverSettings(lab.Sub("postfix-next"), certificate), [face], command => NextPostfix.Command(lab, null, command));

    /// <summary>A sender that gives everything to one next hop, and only over TLS with a certificate of the lab's CA for this
    /// name.</summary>
    public static Task<PostfixPeer> SenderAsync(
        LabFolder lab, LabAuthority authority, string address, (string Hop, string Name) next)
    {
        var settings = $"""
            relayhost = {next.Hop}
            smtp_tls_security_level = secure
            smtp_tls_secure_cert_match = {next.Name}
            smtp_tls_CAfile = {authority.RootFile}
            """;
        return SenderAsync(lab, address, settings);
    }

    /// <summary>A sender with further settings.</summary>
    /// <param name="lab">Where.</param>
    /// <param name="address">Where it takes mail, and where it calls from.</param>
    /// <param name="settings">Lines of main.cf: where mail goes, and how.</param>
    /// <param name="resolver">Whom it asks, if not the machine's resolver.</param>
    public static Task<PostfixPeer> SenderAsync(LabFolder lab, string address, string settings, IPEndPoint? resolver = null) =>
        SenderAsync(lab, address, settings, command => resolver is null ? command : MachineResolver.Command(lab, resolver, command));

    /// <summary>A sender of the later release.</summary>
    public static Task<PostfixPeer> NextSenderAsync(LabFolder lab, string address, string settings, IPEndPoint resolver) =>
        SenderAsync(lab, address, settings, command => NextPostfix.Command(lab, resolver, command));

    public void Dispose() => _process.Dispose();

    private static Task<PostfixPeer> SenderAsync(LabFolder lab, string address, string settings, Func<string[], string[]> wrap)
    {
        var all = $"""
            relay_domains = static:all
            mynetworks = 127.0.0.0/8
            smtpd_recipient_restrictions = permit_mynetworks, reject
            smtp_tls_loglevel = 1
            smtp_bind_address = {address}
            smtp_connect_timeout = 5s
            minimal_backoff_time = 2s
            maximal_backoff_time = 2s
            queue_run_delay = 2s
            notify_classes =

            """ + settings;
        var face = new PostfixFace(address, "out.peer.test", "");
        return StartAsync(lab, $"postfix-{address.Replace('.', '-')}", all, [face], wrap);
    }

    private static async Task<PostfixPeer> StartAsync(
        LabFolder lab, string name, string settings, IReadOnlyList<PostfixFace> faces, Func<string[], string[]>? wrap = null)
    {
        var folder = lab.Sub(name);
        foreach (var sub in (string[])["queue", "data", "mail"]) lab.Sub($"{name}/{sub}");
        (await CommandRun.OfAsync("chown", "postfix", $"{folder}/data", $"{folder}/mail")).MustSucceed();
        lab.Write($"{name}/main.cf", Common(folder) + settings + "\n");
        lab.Write($"{name}/master.cf", string.Join('\n', faces.Select(static face => face.MasterLine)) + "\n" + Services + "\n");
        await CommandRun.OfAsync("/usr/sbin/postfix", "-c", folder, "check");
        string[] command = ["/usr/lib/postfix/sbin/master", "-c", folder, "-d"];
        if (wrap is not null) command = wrap(command);
        var process = LabProcess.Start($"{folder}/master.log", command[0], command[1..]);
        foreach (var face in faces) await Poll.PortAsync(face.Address, face.Port);
        return new PostfixPeer(process, folder, faces[0].Address);
    }

    private static string ReceiverSettings(string folder, IssuedCertificate certificate) => $"""
        smtpd_tls_security_level = may
        smtpd_tls_cert_file = {certificate.ChainFile}
        smtpd_tls_key_file = {certificate.KeyFile}
        smtpd_recipient_restrictions = reject_unauth_destination
        virtual_mailbox_domains = static:all
        virtual_mailbox_base = {folder}/mail
        virtual_mailbox_maps = static:box/
        virtual_minimum_uid = 1
        virtual_uid_maps = static:{NumberOf("-u")}
        virtual_gid_maps = static:{NumberOf("-g")}
        """;

    private static string Common(string folder) => $"""
        compatibility_level = 3.6
        queue_directory = {folder}/queue
        data_directory = {folder}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {folder}/mail.log
        maillog_file_prefixes = /tmp, /var
        myhostname = mx.postfix.test
        mydestination =
        alias_maps =
        alias_database =
        local_recipient_maps =
        inet_protocols = ipv4
        message_size_limit = 52428800
        virtual_mailbox_limit = 0
        mailbox_size_limit = 0
        smtputf8_enable = yes
        smtpd_tls_received_header = yes
        smtpd_tls_loglevel = 1
        smtpd_client_connection_count_limit = 0
        smtpd_peername_lookup = no

        """;

    private static string NumberOf(string option)
    {
        using var id = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("id", [option, "postfix"]) { RedirectStandardOutput = true })!;
        return id.StandardOutput.ReadToEnd().Trim();
    }
}
