using System.Globalization;
using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>The lab, built once for all tests of the ring: peers on loopback addresses of their own, a CA, and Gatepost
/// itself.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    private const string ClientName = "client";

    private readonly Stack<IDisposable> _running = new();
    private readonly Dictionary<string, (string Address, Maildir Mailbox)> _receivers = [];

    internal LabFolder Folder { get; } = new();

    /// <summary>Whoever shows it is let in at mx.closed.test.</summary>
    internal IssuedCertificate Client { get; private set; } = null!;

    internal LabAuthority Authority { get; private set; } = null!;

    internal ScriptedPeers Scripted { get; private set; } = null!;

    internal LabDns Dns { get; private set; } = null!;

    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Peers.NeedAsync();
        Authority = Running(new LabAuthority(Folder));
        Client = Authority.IssueByStranger(ClientName, Gateway.Name);
        Dns = Running(await LabDns.StartAsync(Folder, new SignedZones(Folder)));
        Scripted = Running(await ScriptedPeers.StartAsync(Folder, Authority.IssueRsa("scripted", "fake.test")));
        await StartReceiversAsync();
        Gateway = Running(await Gateway.StartAsync(Folder, Folder.Address("1.50"), Configuration(Folder.Address("1.50")), "trace"));
        await Gateway.AddUserAsync();
    }

    public ValueTask DisposeAsync()
    {
        while (_running.TryPop(out var running)) running.Dispose();
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal string AddressOf(string receiver) => _receivers[receiver].Address;

    internal Maildir MailboxOf(string receiver) => _receivers[receiver].Mailbox;

    private async Task StartReceiversAsync()
    {
        var faces = Faces().ToArray();
        var postfix = Running(await PostfixPeer.ReceiverAsync(Folder, Issue("postfix"), faces));
        foreach (var face in faces) _receivers.Add(face.Name.Split('.')[1], (face.Address, postfix.Mailbox));
        var exim = Running(await EximPeer.StartAsync(Folder, Folder.Address("1.2"), Issue("exim")));
        _receivers.Add("exim", (Folder.Address("1.2"), exim.Mailbox));
        var opensmtpd = Running(
            await OpenSmtpdPeer.StartAsync(Folder, Folder.Address("1.3"), Issue("opensmtpd")));
        _receivers.Add("opensmtpd", (Folder.Address("1.3"), opensmtpd.Mailbox));
    }

    /// <summary>One Postfix with many faces: mx.postfix.test as it should be, the others each with something wrong.</summary>
    private IEnumerable<PostfixFace> Faces()
    {
        yield return new PostfixFace(Folder.Address("1.1"), "mx.postfix.test", "");
        yield return new PostfixFace(Folder.Address("1.10"), "mx.plain.test", "-o smtpd_tls_security_level=none");
        yield return new PostfixFace(Folder.Address("1.11"), "mx.expired.test",
            PostfixFace.Certificate(Authority.IssueExpired("expired", ["mx.expired.test", .. Zoo.HostNames])));
        yield return new PostfixFace(
            Folder.Address("1.12"), "mx.wrongname.test", PostfixFace.Certificate(Authority.Issue("wrongname", "somebody.test")));
        yield return new PostfixFace(Folder.Address("1.13"), "mx.stranger.test",
            PostfixFace.Certificate(Authority.IssueByStranger("stranger", ["mx.stranger.test", .. Zoo.HostNames])));
        yield return new PostfixFace(Folder.Address("1.14"), "mx.selfsigned.test",
            PostfixFace.Certificate(Authority.IssueSelfSigned("selfsigned", ["mx.selfsigned.test", .. Zoo.HostNames])));
        yield return new PostfixFace(Folder.Address("1.15"), "mx.legacy.test", "-o smtpd_tls_protocols=!TLSv1.2,!TLSv1.3 "
            + "-o smtpd_tls_ciphers=low -o tls_low_cipherlist=ALL:@SECLEVEL=0");
        yield return new PostfixFace(Folder.Address("1.16"), "mx.reject.test", PostfixFace.ToAll("550 5.1.1 no such user here"));
        yield return new PostfixFace(Folder.Address("1.17"), "mx.tempfail.test", PostfixFace.ToAll("451 4.7.1 try again later"));
        yield return new PostfixFace(
            Folder.Address("1.18"), "mx.closed.test", PostfixFace.OnlyFor(Authority.Tlsa(0, 1, ClientName)));
    }

    /// <summary>For its host's name in the lab, and for those in the zoo.</summary>
    private IssuedCertificate Issue(string receiver) => Authority.Issue(receiver, [$"mx.{receiver}.test", .. Zoo.HostNames]);

    /// <summary>Our own domain lies behind Postfix; each receiver and each scripted peer is a partner, once as it comes
    /// (DOMAIN.test) and once with TLS demanded (strict-DOMAIN.test).</summary>
    private string Configuration(string address)
    {
        const string Strict = "tls = \"secure\"\ntls_names = [\"mx.{0}.test\"]\ntls_ca_file = \"{1}\"";
        var config = new GatewayConfig(Folder, Authority, address)
            .Certificate(Authority.Issue("gate", Gateway.Name))
            .Domain("inside.test", AddressOf("postfix"),
                $"tls = \"secure\"\ntls_names = [\"mx.postfix.test\"]\ntls_ca_file = \"{Authority.RootFile}\"\n");
        foreach (var (name, (receiver, _)) in _receivers)
        {
            config.Partner($"{name}.test", receiver, "tls = \"may\"")
                .Partner($"strict-{name}.test", receiver,
                    string.Format(CultureInfo.InvariantCulture, Strict, name, Authority.RootFile));
        }

        foreach (var (name, scripted) in Scripted.Addresses)
            config.Partner($"{name}.test", scripted, "tls = \"may\"")
                .Partner($"strict-{name}.test", scripted, "tls = \"encrypt\"");
        return config.ToString();
    }

    private T Running<T>(T started) where T : IDisposable
    {
        _running.Push(started);
        return started;
    }
}
