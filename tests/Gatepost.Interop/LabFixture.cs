using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>The lab, built once for all tests of the ring: peers on loopback addresses of their own, a CA, and Gatepost itself.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    private readonly Stack<IDisposable> _running = new();
    private readonly Dictionary<string, (string Address, Maildir Mailbox)> _receivers = [];

    internal LabFolder Folder { get; } = new();

    internal LabAuthority Authority { get; private set; } = null!;

    internal ScriptedPeers Scripted { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Peers.NeedAsync();
        Authority = Running(new LabAuthority(Folder));
        Scripted = Running(await ScriptedPeers.StartAsync(Folder, Authority.Issue("scripted", "fake.test")));
        await StartReceiversAsync();
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
        var postfix = Running(await PostfixPeer.ReceiverAsync(Folder, Authority.Issue("postfix", "mx.postfix.test"), faces));
        foreach (var face in faces) _receivers.Add(face.Name.Split('.')[1], (face.Address, postfix.Mailbox));
        var exim = Running(await EximPeer.StartAsync(Folder, Folder.Address("1.2"), Authority.Issue("exim", "mx.exim.test")));
        _receivers.Add("exim", (Folder.Address("1.2"), exim.Mailbox));
        var opensmtpd = Running(await OpenSmtpdPeer.StartAsync(Folder, Folder.Address("1.3"), Authority.Issue("opensmtpd", "mx.opensmtpd.test")));
        _receivers.Add("opensmtpd", (Folder.Address("1.3"), opensmtpd.Mailbox));
    }

    /// <summary>One Postfix with many faces: mx.postfix.test as it should be, the others each with something wrong.</summary>
    private IEnumerable<PostfixFace> Faces()
    {
        yield return new PostfixFace(Folder.Address("1.1"), "mx.postfix.test", "");
        yield return new PostfixFace(Folder.Address("1.10"), "mx.plain.test", "-o smtpd_tls_security_level=none");
        yield return new PostfixFace(Folder.Address("1.11"), "mx.expired.test", PostfixFace.Certificate(Authority.IssueExpired("expired", "mx.expired.test")));
        yield return new PostfixFace(Folder.Address("1.12"), "mx.wrongname.test", PostfixFace.Certificate(Authority.Issue("wrongname", "somebody.test")));
        yield return new PostfixFace(Folder.Address("1.13"), "mx.stranger.test", PostfixFace.Certificate(Authority.IssueByStranger("stranger", "mx.stranger.test")));
    }

    private T Running<T>(T started) where T : IDisposable
    {
        _running.Push(started);
        return started;
    }
}
