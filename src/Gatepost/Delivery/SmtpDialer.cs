using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Delivery;

/// <summary>
/// Opens conversations: everything up to the point where MAIL may be said.
/// </summary>
/// <remarks>
///   (0) Stop where policy rules the host out.
///   (1) Connect.
///   (2) Greeting (RFC 5321 §3.1).
///   (3) EHLO, and HELO where the peer refuses it (§3.2).
///   (4) STARTTLS and the handshake, where the level wants TLS and the peer offers it (RFC 3207 §4).
///   (5) The judgement of the peer (§4.1).
///   (6) EHLO again: what was offered in the clear is forgotten (§4.2).
/// Whoever is not fit for mail is told QUIT where it still listens, and nothing else. Clear text after a failed TLS is never a
/// way on from here: the connection is closed, and whoever may do without TLS calls again.
/// </remarks>
internal sealed class SmtpDialer(PeerVerifier verifier, TimeProvider time)
{
    private const int ShownReply = 200;

    private const string ClosedAfterHandshake = "the server closed the connection right after the TLS handshake, "
        + "as one does that refuses our certificate or misses it";

    /// <summary>The clock by which it waits.</summary>
    public TimeProvider Time => time;

    /// <summary>The addresses that took no connection lately.</summary>
    public SilentAddresses Silent { get; } = new(time);

    /// <summary>Calls. What the peer does wrong comes back as a value.</summary>
    /// <exception cref="OperationCanceledException">The caller wants to stop.</exception>
    public async Task<Dialed> DialAsync(DialTarget target, CancellationToken cancellationToken)
    {
        if (target.Expectation.Demand.Refusal is { } refusal)                                                     // (0)
        {
            var forbidden = new ConversationFailure(ConversationStage.Policy, FailureKind.Forbidden, refusal, refusal.Text);
            return new Dialed(null, forbidden, TlsFacts.Clear(refusal.Text, target.Expectation.Demand.RefusalReason));
        }

        var (connection, failure) = await SmtpConnection.ConnectAsync(                                            // (1)
            target.Address, target.Config.Timeouts.Connect, time, cancellationToken);
        Silent.Note(target.Address, failure);
        if (connection is null) return new Dialed(null, failure, TlsFacts.Clear(failure!.Describe()));

        var call = new Call(connection, target);
        var settled = false;
        using var follow = connection.Follow(cancellationToken);
        try
        {
            failure = await OpenAsync(call);
            settled = failure is null;
            if (settled) return new Dialed(new SmtpConversation(connection, call.Offer!, call.Tls, target), null, call.Tls);
            if (connection.IsUsable) await call.QuitAsync();
            return new Dialed(null, failure, Blame(call.Tls, failure!));
        }
        finally
        {
            if (!settled) await connection.DisposeAsync();
        }
    }

    private async ValueTask<ConversationFailure?> OpenAsync(Call call)
    {
        var timeouts = call.Target.Config.Timeouts;
        var greeting = await call.HearAsync(ConversationStage.Greeting, timeouts.Greeting);                       // (2)
        if (greeting.Refused(ConversationStage.Greeting) is { } unwelcome) return unwelcome;
        if (await HelloAsync(call) is { } mute) return mute;                                                      // (3)

        var level = call.Target.Expectation.Level;
        if (level is TlsLevel.None || call.Target.ClearBecause is not null)
        {
            var why = call.Target.ClearBecause ?? "TLS is switched off for this destination";
            call.Tls = InClear(call, why, call.Target.ClearReason);
            return null;
        }

        if (!call.Offer!.Offers(SmtpExtensions.StartTls))
        {
            call.Tls = InClear(call, "STARTTLS is not offered", TlsReason.NotOffered);
            return level.RequiresTls()
                ? new(ConversationStage.StartTls, FailureKind.NotOffered, null, "TLS is required, and STARTTLS is not offered")
                : null;
        }

        return await StartTlsAsync(call);                                                                         // (4) to (6)
    }

    private static TlsFacts InClear(Call call, string why, TlsReason reason) =>
        TlsFacts.Clear(why, reason) with { Proofs = ReachableProofs.InClear(call.Target.Expectation) };

    private static TlsFacts Blame(TlsFacts tls, ConversationFailure failure) => tls with
    {
        Problem = tls.Problem ?? failure.Describe(),
        Reason = tls.Reason is TlsReason.None ? FailureReason.Of(failure) : tls.Reason,
    };

    // A second call is told of as one, whatever came of it.
    private static PeerJudgement WithStory(PeerJudgement judgement, string? first)
    {
        if (first is null) return judgement;
        var facts = judgement.Facts;
        var problem = facts.IsEncrypted
            ? $"TLS came about at a second call only, with every cipher offered; at the first, {first.TrimEnd('.')}"
                + (facts.Problem is { } why ? $"; {why}" : "")
            : $"{facts.Problem?.TrimEnd('.')} (at a second call, with every cipher offered)";
        return judgement with { Facts = facts with { Problem = problem } };
    }

    private async ValueTask<ConversationFailure?> StartTlsAsync(Call call)
    {
        var timeouts = call.Target.Config.Timeouts;
        var heard = await call.AskAsync(ConversationStage.StartTls, "STARTTLS");                                  // (4)
        if (heard.Refused(ConversationStage.StartTls) is { } refused) return refused;

        var (judgement, failure) = await call.Connection.StartTlsAsync(verifier, call.Target.Expectation, timeouts.TlsHandshake);
        if (judgement is not null)
        {
            judgement = WithStory(judgement, call.Target.EveryCipherBecause);
            call.Tls = judgement.Facts;
            call.Target.Watcher?.Secured(judgement);
        }

        if (failure is not null) return failure with { Detail = call.Tls.Problem ?? failure.Detail };
        if (!judgement!.IsAccepted)                                                                               // (5)
            return new(ConversationStage.Certificate, FailureKind.Untrusted, null, judgement.Facts.Problem);

        // A TLS 1.3 server that dislikes us says so after its side of the handshake is done: it is heard at the next reading.
        var mute = await HelloAsync(call);                                                                        // (6)
        return mute is { Kind: FailureKind.Closed }
            ? mute with { Stage = ConversationStage.Handshake, Detail = mute.Detail ?? ClosedAfterHandshake }
            : mute;
    }

    private static async ValueTask<ConversationFailure?> HelloAsync(Call call)
    {
        var name = call.Target.Config.Hostname;
        call.Offer = null;
        var heard = await call.AskAsync(ConversationStage.Hello, $"EHLO {name}");
        if (heard.Failure is not null) return heard.Failure;
        if (heard.Reply!.IsPositive)
        {
            call.Offer = EhloReply.Parse(heard.Reply);
            return null;
        }

        // RFC 5321 §3.2: EHLO refused for good: it may be a server of the old kind.
        if (heard.Reply.IsPermanent) heard = await call.AskAsync(ConversationStage.Hello, $"HELO {name}");
        if (heard.Refused(ConversationStage.Hello) is { } refused) return refused;
        call.Offer = EhloReply.HeloOnly(PeerText.Quote(heard.Reply!.Text, ShownReply));
        return null;
    }

    /// <summary>What is known of a call while it is being made.</summary>
    private sealed class Call(SmtpConnection connection, DialTarget target)
    {
        private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

        public SmtpConnection Connection => connection;

        public DialTarget Target => target;

        public EhloReply? Offer { get; set; }

        public TlsFacts Tls { get; set; } = TlsFacts.Clear();

        public async ValueTask<Heard> AskAsync(ConversationStage stage, string command)
        {
            target.Watcher?.Said(command);
            return Shown(await connection.AskAsync(stage, command, target.Config.Timeouts.Reply));
        }

        public async ValueTask<Heard> HearAsync(ConversationStage stage, TimeSpan limit) =>
            Shown(await connection.ReadReplyAsync(stage, limit));

        public async ValueTask QuitAsync()
        {
            target.Watcher?.Said("QUIT");
            await connection.AskAsync(ConversationStage.Certificate, "QUIT", Farewell);
        }

        private Heard Shown(Heard heard)
        {
            if (heard.Reply is { } reply) target.Watcher?.Heard(reply);
            return heard;
        }
    }
}
