using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Inbound.Connections;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>
/// One SMTP session as server (RFC 5321 §3): reads commands, finds their row in <see cref="CommandTable"/>, writes replies.
/// </summary>
/// <remarks>
/// <code>
///   Connected ──EHLO──▶ Greeted ──MAIL──▶ Mail ──RCPT──▶ Recipients ──DATA, BDAT──▶ Data
///       ▲                  ▲ │                                                        │
///       └──── STARTTLS ────┼─┘◀──────────────── end of content, RSET, EHLO ───────────┘      any ──QUIT──▶ Closing
/// </code>
/// Replies wait until the input is empty, so those to a pipelined group go together (RFC 2920 §3.2). STARTTLS goes back to
/// Connected and forgets all that was said before (RFC 3207 §4.2).
/// </remarks>
internal sealed partial class SmtpSession
{
    private readonly LineReader _lines;
    private readonly ILogger _logger;
    private readonly Pace _pace;
    private byte[] _line = new byte[512];
    private SmtpVerb _verb;
    private int _junk, _messages;

    public SmtpSession(InboundRoom room, ClientFacts client, Wire wire, CancellationToken closed)
    {
        (Room, Client, Wire, Closed) = (room, client, wire, closed);
        _lines = new(client.Config.Limits.CommandLine, client.LineEnds);
        _logger = client.Log;
        _pace = new(client.Config.Limits, room.Needs.Time);
    }

    /// <summary>What all sessions share.</summary>
    public InboundRoom Room { get; }

    /// <summary>What is known of the client.</summary>
    public ClientFacts Client { get; }

    /// <summary>The connection.</summary>
    public Wire Wire { get; }

    /// <summary>The connection was aborted.</summary>
    public CancellationToken Closed { get; }

    /// <summary>Where it stands.</summary>
    public SessionState State { get; private set; }

    /// <summary>The message that is being taken, from MAIL on.</summary>
    public Transaction? Transaction { get; private set; }

    /// <summary>A chunk of a message was refused: those behind it in the pipe are too (RFC 3030 §2).</summary>
    public bool ChunkRefused { get; set; }

    /// <summary>Errors so far; what was right takes some of them back.</summary>
    public int Errors { get; set; }

    /// <summary>Failed logins so far.</summary>
    public int LoginFailures { get; set; }

    private LimitsConfig Limits => Client.Config.Limits;

    private TimeoutsConfig Timeouts => Client.Config.Timeouts;

    /// <summary>Greets, and serves commands until the session is over.</summary>
    public async Task RunAsync()
    {
        try
        {
            Reply(Replies.Greeting(Client.Config.Hostname));
            while (State is not SessionState.Closing)
            {
                await _pace.KeepAsync(Closed).ConfigureAwait(false);
                var end = await ReadLineAsync(betweenCommands: true).ConfigureAwait(false);
                if (end is LineEnd.Line) await ExecuteAsync().ConfigureAwait(false);
                else EndOrRefuse(end);
            }

            await Wire.FlushAsync(Timeouts.Command).ConfigureAwait(false);
        }
        finally
        {
            await EndTransactionAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The one door for changes of state.</summary>
    public void Enter(SessionState state)
    {
        if (state == State) return;
        LogStateChanged(Client.Id, State, state);
        State = state;
    }

    /// <summary>Answers, and counts and logs what is negative.</summary>
    public void Reply(SmtpReply reply)
    {
        Wire.Write(reply);
        if (reply.Code < 400) return;
        Room.Metrics.Rejected(Client.Listener.Name, reply.Enhanced is { } code ? $"{reply.Code} {code}" : $"{reply.Code}");
        LogCommandRefused(Client.Id, State, reply, Client.Peer, new Circumstances(this));
        if (reply.IsPermanent) Errors++;
    }

    /// <summary>
    /// What a reply was about, for the log. Of commands only MAIL and RCPT are shown: others can hold a password, since a client
    /// whose AUTH was refused may send its responses all the same.
    /// </summary>
    private string About()
    {
        var command = _verb is SmtpVerb.Mail or SmtpVerb.Rcpt ? $" command={PeerText.Quote(_line.AsSpan(0, _length))}" : "";
        return Transaction is { } transaction
            ? $"helo={Client.ShownHelo}{command} {transaction.Show()}" : $"helo={Client.ShownHelo}{command}";
    }

    /// <summary>Put into words only where the line is written.</summary>
    private readonly record struct Circumstances(SmtpSession Session)
    {
        public override string ToString() => Session.About();
    }

    /// <summary>It was ended by a refusal, perhaps while the client was still sending.</summary>
    public bool WasCutShort { get; private set; }

    /// <summary>Answers, and ends the session.</summary>
    public void ReplyAndClose(SmtpReply reply)
    {
        Reply(reply);
        WasCutShort = !reply.IsPositive;
        Enter(SessionState.Closing);
    }

    /// <summary>A transaction begins.</summary>
    public void Begin(Transaction transaction)
    {
        Transaction = transaction;
        ChunkRefused = false;
        Enter(SessionState.Mail);
    }

    /// <summary>The transaction is over; what was not committed of it is removed.</summary>
    public async ValueTask EndTransactionAsync()
    {
        if (Transaction is { } transaction)
        {
            Transaction = null;
            await transaction.DisposeAsync().ConfigureAwait(false);
        }

        if (State is SessionState.Mail or SessionState.Recipients or SessionState.Data) Enter(SessionState.Greeted);
    }

    /// <summary>A message was taken: junk before it is forgiven, and too many of them end the session.</summary>
    public void MessageTaken()
    {
        (_junk, Errors) = (0, 0);
        _pace.Forgive();
        _messages++;
    }

    /// <summary>Whether one more message may be sent over this connection.</summary>
    public bool MayBeginMessage => _messages < Limits.MessagesPerSession;

    /// <summary>Reads a line that is no command: the client's part in AUTH. Null: there is none, and that was answered.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadResponseAsync()
    {
        var end = await ReadLineAsync(betweenCommands: false).ConfigureAwait(false);
        if (end is LineEnd.Line) return _line.AsMemory(0, _length);
        EndOrRefuse(end);
        return null;
    }

    private ValueTask ExecuteAsync()
    {
        _pace.Command();
        var command = CommandParser.Parse(_line.AsSpan(0, _length));
        _verb = command.Verb;
        var row = CommandTable.Find(command.Verb);
        if (Refusal(command, row) is { } refusal)
        {
            if (CrossProtocol.IsForeign(command)) return RefuseForeign(command);
            Refuse(command.Verb, refusal);
            return default;
        }

        if (row!.Has(CommandTraits.Junk) && ++_junk > Limits.JunkCommands)
        {
            ReplyAndClose(Replies.TooManyJunkCommands(Client.Config.Hostname));
            return default;
        }

        return HandleAsync(row, row.Handle(this, command));
    }

    private async ValueTask HandleAsync(CommandRow row, ValueTask handling)
    {
        await handling.ConfigureAwait(false);
        CloseIfTooManyErrors();
        if (row.Has(CommandTraits.EndsGroup) || Wire.HasMuchToSay) await Wire.FlushAsync(Timeouts.Command).ConfigureAwait(false);
    }

    /// <summary>What speaks against a command before its handler is asked.</summary>
    private SmtpReply? Refusal(SmtpCommand command, CommandRow? row)
    {
        if (row is null) return Client.NeedsTlsFirst ? Replies.TlsRequired : Replies.UnknownCommand;
        // RFC 3207 §4: "530 Must issue a STARTTLS command first" to every command but NOOP, EHLO, STARTTLS, QUIT.
        var mayComeNow = row.Has(CommandTraits.BeforeTls) || row.Verb is SmtpVerb.Bdat; // which swallows its chunk first
        if (Client.NeedsTlsFirst && !mayComeNow) return Replies.TlsRequired;
        return row.IsAllowedIn(State) ? null : WrongState(command.Verb);
    }

    private SmtpReply WrongState(SmtpVerb verb) => (verb, State) switch
    {
        (SmtpVerb.StartTls, _) when Wire.IsEncrypted => Replies.TlsAlreadyActive,
        (_, SessionState.Connected) => Replies.NeedHelloFirst,
        (SmtpVerb.Mail, _) => Replies.NestedMail,
        (SmtpVerb.StartTls or SmtpVerb.Auth, _) => Replies.NotInTransaction,
        (SmtpVerb.Data, SessionState.Mail) when Transaction is { RefusedRecipients: > 0 } => Replies.NoValidRecipients,
        (SmtpVerb.Data, SessionState.Mail) => Replies.NeedRcptFirst,
        _ => Replies.NeedMailFirst,
    };

    private ValueTask RefuseForeign(SmtpCommand command)
    {
        LogCrossProtocol(Client.Id, Client.Peer, CrossProtocol.Show(command));
        ReplyAndClose(Replies.NotSmtp);
        return default;
    }

    /// <summary>
    /// Content that somebody sends behind a refused DATA without waiting for the 354 would be taken for commands: the session
    /// ends instead. RFC 2920 §3.1 wants DATA to be the last of its group, so nobody honest is hit.
    /// </summary>
    private void Refuse(SmtpVerb verb, SmtpReply refusal)
    {
        if (verb is SmtpVerb.Data && Wire.HasInputWaiting()) ReplyAndClose(refusal);
        else Reply(refusal);
        CloseIfTooManyErrors();
    }

    private void CloseIfTooManyErrors()
    {
        if (Errors > Limits.Errors && State is not SessionState.Closing)
            ReplyAndClose(Replies.TooManyErrors(Client.Config.Hostname));
    }

    [LoggerMessage(EventIds.SessionStateChanged, LogLevel.Trace, "{Session}: {Old} -> {New}")]
    private partial void LogStateChanged(string session, SessionState old, SessionState @new);

    [LoggerMessage(EventIds.CommandRefused, LogLevel.Information,
        "{Session}: refused in {State}: {Reply}; client={Client} {About}")]
    private partial void LogCommandRefused(
        string session, SessionState state, SmtpReply reply, string client, Circumstances about);

    [LoggerMessage(EventIds.CrossProtocolAttack, LogLevel.Warning,
        "{Session}: the client speaks another protocol ({Command}), perhaps a browser was made to; closed; client={Client}")]
    private partial void LogCrossProtocol(string session, string client, string command);
}
