using System.Net;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Host.CommandLine;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Host.Demo;

/// <summary>A message that one of the organisations' mail servers hands to its gateway, over real SMTP.</summary>
internal sealed record Letter(Organisation Sender, string From, string To, string Subject, string Text)
{
    /// <summary>Hands it in at the gateway's relay listener.</summary>
    /// <exception cref="Trouble">The gateway did not take it.</exception>
    public async Task SendAsync(DemoAuthority authority, TimeProvider time, CancellationToken cancellationToken)
    {
        var dialer = new SmtpDialer(new PeerVerifier(new DemoCertificates(Sender), time), time);
        var dialed = await dialer.DialAsync(Target(authority), cancellationToken);
        await using var conversation = dialed.Conversation ?? throw NotTaken(dialed.Failure!);
        var result = await conversation.SendAsync(
            await WriteAsync(time), conversation.Target.Config.Timeouts.Attempt, cancellationToken);
        if (result.Failure is { } failure) throw NotTaken(failure);
        await conversation.QuitAsync();
    }

    private Trouble NotTaken(ConversationFailure failure) =>
        new($"the gateway of {Sender.Domain} did not take the message: {failure.Describe()}", ExitCode.Unavailable);

    private DialTarget Target(DemoAuthority authority)
    {
        var requirement = new TlsRequirement
        {
            Level = Sender.HasTls ? TlsLevel.Secure : TlsLevel.None,
            Names = [Sender.MxHost],
            CaFile = authority.CertificateFile,
        };
        return new DialTarget(
            new IPEndPoint(IPAddress.Loopback, Sender.RelayPort),
            new PeerExpectation
            {
                Host = Sender.MxHost,
                Floor = requirement.Level,
                Requirement = requirement,
                HostIsConfigured = true,
                TrustFile = authority.CertificateFile,
            },
            new GatepostConfig { Hostname = Sender.MailHost, DataDirectory = Sender.Folder });
    }

    private async Task<OutgoingMail> WriteAsync(TimeProvider time)
    {
        var text = $"""
            From: <{From}>
            To: <{To}>
            Subject: {Subject}
            Date: {MailDate.Format(time.GetUtcNow())}
            Message-ID: <{Guid.NewGuid():N}@{Sender.MailHost}>

            {Text}

            """.ReplaceLineEndings("\r\n");
        await using var writer = new MemoryContentWriter();
        var octets = Encoding.UTF8.GetBytes(text);
        octets.CopyTo(writer.GetSpan(octets.Length));
        writer.Advance(octets.Length);
        var envelope = new Envelope { ReversePath = Address(From), Recipients = [new Recipient(Address(To))] };
        return new OutgoingMail(envelope, envelope.Recipients, default, await writer.FinishAsync(CancellationToken.None));
    }

    private static Mailbox Address(string text) =>
        Mailbox.TryParse(text, out var address) ? address : throw new ArgumentException($"{text} is no address");
}
