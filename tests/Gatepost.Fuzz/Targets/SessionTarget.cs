using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Fuzz.Sessions;
using Gatepost.Inbound;
using Gatepost.Inbound.Connections;
using Gatepost.Messages;
using Gatepost.Tests.Fakes;
using Gatepost.Tests.Inbound;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Fuzz.Targets;

/// <summary>
/// The whole inbound session, begun in each of its states: three octets say where, then comes what the client says, which ends
/// by its leaving. Everything but the disk, the clock and the users' list is the real thing.
/// </summary>
internal sealed class SessionTarget : IFuzzTarget
{
    private const string Password = "secret", PasswordBase64 = "c2VjcmV0";

    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public string Name => "session";

    public IReadOnlyList<string> Words { get; } =
    [
        "EHLO c.example\r\n", "HELO c\r\n", "MAIL FROM:<a@c.example>\r\n", "MAIL FROM:<>", " SIZE=10", " SIZE=99999", " BODY=8BITMIME",
        " BODY=BINARYMIME", " SMTPUTF8", " REQUIRETLS", " RET=HDRS", " AUTH=<>", "RCPT TO:<user@ours.example>\r\n",
        "RCPT TO:<x@far.example>\r\n", "RCPT TO:<postmaster>\r\n", "RCPT TO:<unknown@asked.example>\r\n", "RCPT TO:<u%far.example@ours.example>\r\n",
        " NOTIFY=SUCCESS", " ORCPT=rfc822;a", "DATA\r\n", "Subject: x\r\n\r\nhi\r\n.\r\n", "Received: x\r\n", "TLS-Required: No\r\n", ".\r\n",
        "\r\n.\r\n", "\n.\r\n", "\r\n.\n", "\r.\r", "BDAT 5\r\n", "BDAT 0 LAST\r\n", "BDAT 3 LAST\r\nabc", "BDAT 99999999999999999999\r\n", "RSET\r\n",
        "NOOP\r\n", "VRFY x\r\n", "HELP\r\n", "QUIT\r\n", "STARTTLS\r\n", "AUTH PLAIN AGFsaWNlAHNlY3JldA==\r\n", "AUTH LOGIN\r\n", "YWxpY2U=\r\n",
        "c2VjcmV0\r\n", "AUTH SCRAM-SHA-256 biwsbj1hbGljZSxyPWFiYw==\r\n", "*\r\n", "GET / HTTP/1.1\r\n", "\x16\x03\x01", "\0", "\xC3\xA9", "\r", "\n",
    ];

    public ulong Run(byte[] input)
    {
        if (input.Length < 3) return 0;
        var start = new SessionStart(input);
        var log = new LogLines();
        using var meters = new FakeMeters();
        var transcript = new SessionTranscript(Play(start, log, meters, [.. start.Prologue, .. input[3..]], out var end));
        Check(start, transcript, input);
        var mayTell = SaysPasswordAsAName(input);
        foreach (var line in log.All)
        {
            Must.BeOneLine(line.Text, "a log line");
            Must.Hold(mayTell || (!line.Text.Contains(Password, StringComparison.Ordinal)
                && !line.Text.Contains(PasswordBase64, StringComparison.Ordinal)), "a password is logged");
            Must.Hold(!line.Text.Contains("fault inside", StringComparison.Ordinal), "a fault inside");
        }

        return Must.Shape(end, Must.Rough(start.Spool.Messages.Count), transcript.Replies.Count == 0 ? 0 : transcript.Replies[^1].Code);
    }

    // Names and addresses are shown as they came; a client that puts its password there has told it to everybody.
    private static bool SaysPasswordAsAName(byte[] input) => Must.Text(input).Split('\n').Any(static line =>
        (line.Contains(Password, StringComparison.Ordinal) || line.Contains(PasswordBase64, StringComparison.Ordinal))
        && ((string[])["MAIL", "RCPT", "EHLO", "HELO", "GET", "POST"]).Any(verb => line.Contains(verb, StringComparison.OrdinalIgnoreCase)));

    private static byte[] Play(SessionStart start, LogLines log, FakeMeters meters, byte[] said, out int end)
    {
        var time = new FakeTimeProvider(Noon);
        var room = new InboundRoom(new()
        {
            Config = new FixedConfig(SessionStart.Config),
            Certificates = new FakeCertificates(),
            Spool = start.Spool,
            Ledger = new FakeLedger(),
            Users = new FakeUsers(),
            Recipients = new FakeRecipients(),
            Time = time,
            Meters = meters,
            Loggers = log,
        });
        var pair = new PipePair();
        var heard = new MemoryStream();
        var wire = new Wire(pair.Server, time, CancellationToken.None);
        var session = new SmtpSession(room, start.Client(), wire, CancellationToken.None);
        var running = RunAsync(session, wire);
        for (var at = 0; at < said.Length && !running.IsCompleted; at += Math.Min(start.Piece, said.Length - at))
        {
            pair.Client.Output.Write(said.AsSpan(at, Math.Min(start.Piece, said.Length - at)));
            pair.Client.Output.FlushAsync().AsTask().Wait();
            Drain(pair.Client.Input, heard);
        }

        pair.Client.Output.Complete();
        // Only a login, which waits after failures, needs the clock; a session that needs more than this does not end.
        for (var wait = 0; wait < 200 && !running.Wait(wait == 0 ? 50 : 5); wait++) time.Advance(TimeSpan.FromSeconds(10));
        Must.Hold(running.IsCompleted, "the client has gone, and the session goes on");
        Drain(pair.Client.Input, heard);
        end = running.Result + ((int)session.State << 1);
        Must.Hold(session.Transaction is null, "a transaction outlives its session");
        return heard.ToArray();
    }

    // As SmtpConnectionHandler does: these three mean that the connection is gone, everything else is a fault of ours.
    private static async Task<int> RunAsync(SmtpSession session, Wire wire)
    {
        try
        {
            await session.RunAsync();
            return 0;
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            return 1;
        }
        finally
        {
            await wire.DisposeAsync();
        }
    }

    private static void Check(SessionStart start, SessionTranscript transcript, byte[] input)
    {
        var taken = start.Spool.Messages;
        Must.BeEqual(transcript.Acknowledged, taken.Count, "acknowledged, and taken");
        Must.BeEqual(0, start.Spool.OpenContents, "contents that nobody removed");
        Must.Hold(start.Spool.MostUnflushed <= 64 * 1024, "content piles up in memory");
        Must.Hold(transcript.Replies.Sum(static reply => reply.Lines.Sum(static line => line.Length)) <= 4096 + 64 * input.Length,
            "the server says much more than it is asked");
        if (start.Spool.IsFull || start.Spool.WriteFault is not null || start.Spool.CommitFault is not null)
            Must.BeEqual(0, taken.Count, "taken although the disk does not write");
        foreach (var part in taken.SelectMany(static parts => parts)) CheckPart(start, part);
    }

    private static void CheckPart(SessionStart start, QueuedMessage part)
    {
        var limits = SessionStart.Config.Limits;
        Must.Hold(part.Envelope.Recipients.Count is > 0 && part.Envelope.Recipients.Count <= limits.Recipients, "recipients beyond the limit");
        Must.Hold(part.Content.Length <= limits.MessageSize, "a message beyond the limit");
        part.Content.TryGetMemory(out var content);
        Must.BeCleanLines(content.Span);
        Must.BeCleanLines(part.PrefixHeaders.Span);
        Must.Hold(!Encoding.Latin1.GetString(part.PrefixHeaders.Span).Contains("\r\n\r\n", StringComparison.Ordinal)
            || part.PrefixHeaders.Span.EndsWith("\r\n\r\n"u8), "our own fields end the header early");
        foreach (var recipient in part.Envelope.Recipients)
        {
            Must.BeOneLine(recipient.Address.ToString(), "a recipient");
            var isOurs = recipient.Address.Domain.ToLowerInvariant() is "ours.example" or "apart.example" or "asked.example" or "gate.example";
            var hasLogin = part.Origin.User == "alice" && start.IsEncrypted;
            Must.Hold(isOurs || start.MayRelayUnknown || (hasLogin && start.Listener.Role is not ListenerRole.Mx), "an open relay");
            Must.Hold(recipient.Address.LocalPart != "unknown" || recipient.Address.Domain != "asked.example", "a recipient that does not exist");
        }

        var needsLogin = start.Listener.Role is ListenerRole.Submission or ListenerRole.Submissions;
        Must.Hold(!needsLogin || part.Origin.User == "alice", "submission without a login");
        // Our own servers may carry a partner's mail: only the door to the internet asks for what was agreed.
        Must.Hold(start.Listener.Role is not ListenerRole.Mx || start.IsEncrypted
            || part.Envelope.ReversePath?.Domain != "lighthouse.example", "a partner's mail in clear");
        Must.Hold(!part.Envelope.RequireTls || start.IsEncrypted, "REQUIRETLS in clear");
    }

    private static void Drain(PipeReader input, MemoryStream heard)
    {
        while (input.TryRead(out var result))
        {
            foreach (var segment in result.Buffer) heard.Write(segment.Span);
            input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.Buffer.IsEmpty) return;
        }
    }
}
