using System.IO.Pipelines;
using Gatepost.Diagnostics;
using Gatepost.Protocols.Smtp;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

// Reading: where a line ends, where the waiting ends.
internal sealed partial class SmtpSession
{
    private int _length;

    /// <summary>How the wait for a line ended.</summary>
    private enum LineEnd { Line, TooLong, Nul, BareNewline, ClientHello, Left, TimedOut, Stopping }

    /// <summary>Reads one line into <see cref="_line"/>. The time limit is for the whole line, however slowly it drips.</summary>
    private async ValueTask<LineEnd> ReadLineAsync(bool betweenCommands)
    {
        if (betweenCommands && Wire.Stopping.IsCancellationRequested) return LineEnd.Stopping;
        TimeSpan? limit = Timeouts.Command;
        while (true)
        {
            if (!Wire.TryRead(out var result))
            {
                await Wire.FlushAsync(Timeouts.Command).ConfigureAwait(false);
                result = await Wire.ReadAsync(limit, betweenCommands).ConfigureAwait(false);
                limit = null;
            }

            var octets = result.Buffer;
            if (State is SessionState.Connected && !Wire.IsEncrypted && CrossProtocol.IsClientHello(octets))
            {
                Wire.AdvanceTo(octets.End);
                return LineEnd.ClientHello;
            }

            var progress = _lines.Read(ref octets, out var line);
            if (progress is LineProgress.Line) Take(line);
            else _pace.Wasted(result.Buffer.Length - octets.Length);
            Wire.AdvanceTo(octets.Start, progress is LineProgress.NeedMore ? octets.End : octets.Start);
            if (progress is not LineProgress.NeedMore) return EndOf(progress);
            if (EndOfWait(result, betweenCommands) is { } end) return end;
            await _pace.KeepAsync(Closed).ConfigureAwait(false);
        }
    }

    private LineEnd? EndOfWait(in ReadResult result, bool betweenCommands)
    {
        if (result.IsCompleted) return LineEnd.Left;
        if (!result.IsCanceled) return null;
        if (Wire.TimedOut) return LineEnd.TimedOut;
        return betweenCommands && Wire.Stopping.IsCancellationRequested ? LineEnd.Stopping : null;
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.Length > _line.Length) _line = new byte[Limits.CommandLine];
        line.CopyTo(_line);
        _length = line.Length;
    }

    private static LineEnd EndOf(LineProgress progress) => progress switch
    {
        LineProgress.Line => LineEnd.Line,
        LineProgress.TooLong => LineEnd.TooLong,
        LineProgress.Nul => LineEnd.Nul,
        _ => LineEnd.BareNewline,
    };

    private void EndOrRefuse(LineEnd end)
    {
        _verb = SmtpVerb.Unknown;
        switch (end)
        {
            case LineEnd.TooLong:
                Reply(Replies.LineTooLong);
                break;
            case LineEnd.Nul:
                Reply(Replies.NulInCommand);
                break;
            case LineEnd.BareNewline:
                RefuseBareNewline();
                return;
            case LineEnd.ClientHello:
                LogTlsTooEarly(Client.Id, Client.Peer);
                ReplyAndClose(Replies.NotSmtp);
                return;
            case LineEnd.TimedOut:
                if (Wire.GivesWay) LogGaveWay(Client.Id, Client.Peer, State);
                else LogTimedOut(Client.Id, Client.Peer, State);
                var hostname = Client.Config.Hostname;
                ReplyAndClose(Wire.GivesWay ? Replies.TooManySessions(hostname) : Replies.IdleTooLong(hostname));
                return;
            case LineEnd.Stopping:
                ReplyAndClose(Replies.ShuttingDown(Client.Config.Hostname));
                return;
            default:
                // EOF, or close_notify: the session is over, whatever may still come on the connection (CVE-2026-45185).
                Enter(SessionState.Closing);
                return;
        }

        CloseIfTooManyErrors();
    }

    /// <summary>Where a line ends is unsure, so all behind it is too: nothing of it is executed (RFC 5321 §2.3.8).</summary>
    public void RefuseBareNewline()
    {
        LogBareNewline(Client.Id, Client.Peer, Client.ShownHelo, State);
        ReplyAndClose(Replies.BareNewline);
    }

    [LoggerMessage(EventIds.BareNewlineRefused, LogLevel.Warning,
        "{Session}: a lone CR or LF was refused in {State}, and the session closed; client={Client} helo={Helo}. "
        + "If this is a device of yours, set bare_newline = \"normalize\" on a listener for it")]
    private partial void LogBareNewline(string session, string client, string helo, SessionState state);

    [LoggerMessage(EventIds.TlsInboundTooEarly, LogLevel.Information,
        "{Session}: the client began with TLS, and this listener begins in clear text; closed. Set the client to STARTTLS, or to "
        + "the port of a listener with the role submissions; client={Client}")]
    private partial void LogTlsTooEarly(string session, string client);

    [LoggerMessage(EventIds.SessionGaveWay, LogLevel.Information,
        "{Session}: gave way in {State} to a client that waited, since limits.sessions is reached; client={Client}")]
    private partial void LogGaveWay(string session, string client, SessionState state);

    [LoggerMessage(EventIds.SessionTimedOut, LogLevel.Information, "{Session}: timed out in {State}; client={Client}")]
    private partial void LogTimedOut(string session, string client, SessionState state);
}
