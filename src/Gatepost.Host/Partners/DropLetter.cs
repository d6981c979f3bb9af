using System.Buffers;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Gatepost.Spool;

namespace Gatepost.Host.Partners;

/// <summary>The mail that tells the operator's postmaster of a drop.</summary>
internal static class DropLetter
{
    private const int ShownHosts = 20, ShownName = 60, ShownProblem = 300;

    /// <summary>Queues it.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static async Task<QueueId?> SendAsync(
        ISpoolIntake spool, GatepostConfig config, PartnerDrop drop, CancellationToken cancellationToken)
    {
        if (!Mailbox.TryParse(config.PostmasterAddress, out var postmaster)) return null;
        var id = spool.NextId();
        await using var writer = spool.CreateContent();
        writer.Write(Encoding.UTF8.GetBytes(Write(drop, config, id).ReplaceLineEndings("\r\n")));
        await writer.FlushAsync(cancellationToken);
        var content = await writer.FinishAsync(cancellationToken);
        await spool.CommitAsync([new QueuedMessage
        {
            Id = id,
            Envelope = new()
            {
                ReversePath = null,
                Recipients = [new Recipient(postmaster, DsnNotify.Never)],
                Body = content.HasEightBitData ? BodyType.EightBitMime : BodyType.SevenBit,
            },
            Destination = DestinationKey.For(config, postmaster.DomainKey),
            Content = content,
            PrefixHeaders = ReadOnlyMemory<byte>.Empty,
            Direction = config.FindDomain(postmaster.DomainKey) is null ? MailDirection.Out : MailDirection.In,
            Origin = new("partners", null, null, null, TlsFacts.Clear()),
            ArrivedAt = drop.Test.At,
            NextAttemptAt = drop.Test.At,
        }], cancellationToken);
        return id;
    }

    private static string Write(PartnerDrop drop, GatepostConfig config, QueueId id)
    {
        var test = drop.Test;
        var name = Ascii(test.Partner);
        var text = new StringBuilder($"""
            From: "Mail gateway {config.Hostname}" <{config.PostmasterAddress}>
            To: <{config.PostmasterAddress}>
            Subject: Encryption with the partner {name} has become worse: {drop.Before}, now {test.Highest}
            Date: {MailDate.Format(test.At)}
            Message-ID: <{id}@{config.Hostname}>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            This is the mail gateway {config.Hostname}.

            Until the last test all hosts of {name} met the level {drop.Before}.
            Now all of them meet no more than {test.Highest}. Agreed is: {drop.Row.Tls.Level.Word()}.


            """);
        foreach (var host in test.Hosts.Take(ShownHosts))
        {
            text.Append($"  {PeerText.Escape(host.Peer)}: {host.Best}\n");
            if (host.Problem is { } problem) text.Append($"    {PeerText.Shorten(problem, ShownProblem)}\n");
        }

        return text.Append($"""

            {Consequence(drop)}
              gatepost partner test "{name}"
                  tries it now
              gatepost queue list --why policy
                  shows what waits for encryption

            """).ToString();
    }

    private static string Consequence(PartnerDrop drop) => drop switch
    {
        _ when drop.Test.Meets(drop.Row.Tls.Level) => "What was agreed is still met, so its mail goes on.",
        { Test.Highest: HostTest.Nothing } => "What they publish themselves keeps mail from their hosts: it waits.",
        _ when !drop.Row.IsEnforced(drop.Test.At) =>
            "The agreement is only watched, so its mail goes on, with less than was agreed.",
        { Row.OnFailure: UnmetAction.Bounce } => "Mail that no host takes as it was agreed goes back to its sender.",
        { Row.OnFailure: UnmetAction.Hold } => "Mail that no host takes as it was agreed is held, and its sender is told.",
        _ => "Mail that no host takes as it was agreed waits, and its sender is told.",
    };

    private static string Ascii(string name) =>
        new([.. PeerText.Escape(name, ShownName).Select(sign => sign is < ' ' or > '~' ? '?' : sign)]);
}
