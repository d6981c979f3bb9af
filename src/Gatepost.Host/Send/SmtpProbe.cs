using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Gatepost.Configuration;
using Gatepost.Delivery;
using Gatepost.Host.Desk;
using Gatepost.Messages;
using Gatepost.Protocols.Sasl;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Host.Send;

/// <summary>
/// A small SMTP client that sends one message and shows each line (RFC 5321 §3): to try a server, and to see what its TLS is
/// worth. The same verifier judges the certificate that judges those of next hops.
/// </summary>
/// <remarks>
/// (1) connect (2) TLS from the first octet, or greeting, EHLO and STARTTLS (3) AUTH (4) MAIL, RCPT, DATA (5) QUIT
/// </remarks>
internal sealed class SmtpProbe(SendOrder order, IDialogueView view, TimeProvider clock)
{
    private const int ShownReply = 300;

    private readonly List<RecipientReply> _recipients = [];
    private TlsFacts _tls = TlsFacts.Clear();

    public async Task<SendReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await ConnectAsync(cancellationToken);                                        // (1)
            await using var raw = new NetworkStream(socket);
            var line = new SmtpLine(raw, view, order.Timeout);
            if (order.Tls is SendTls.Implicit) line = await SecureAsync(line, cancellationToken);            // (2)
            Expect(await line.ReadAsync(cancellationToken), 220, "the server does not greet us");
            var ehlo = await GreetAsync(line, cancellationToken);
            if (WantsStartTls(ehlo))
            {
                line = await StartTlsAsync(line, cancellationToken);
                ehlo = await GreetAsync(line, cancellationToken);
            }

            if (order.User is not null) await AuthenticateAsync(line, ehlo, cancellationToken);              // (3)
            var (accepted, result) = await SubmitAsync(line, ehlo, cancellationToken);                       // (4)
            await line.AskAsync(wire => CommandWriter.WriteVerb(wire, SmtpVerb.Quit), null, cancellationToken);   // (5)
            return Report(accepted, result);
        }
        catch (Exception e) when (e is SendEnd or IOException or SocketException)
        {
            return Report(false, e.Message);
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(order.Timeout);
        try
        {
            await socket.ConnectAsync(order.Server.Host, order.Server.Port, limit.Token);
            view.Noted($"connected to {Shown((IPEndPoint)socket.RemoteEndPoint!)}");
            return socket;
        }
        catch (Exception e) when (e is SocketException || !cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            var why = e is SocketException ? e.Message : $"no answer within {order.Timeout.TotalSeconds:0} seconds";
            throw new SendEnd($"cannot connect to {order.Server}: {why}");
        }
    }

    /// <summary>A socket for both families shows IPv4 addresses in IPv6.</summary>
    private static IPEndPoint Shown(IPEndPoint peer) =>
        peer.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(peer.Address.MapToIPv4(), peer.Port) : peer;

    private async Task<EhloReply> GreetAsync(SmtpLine line, CancellationToken cancellationToken)
    {
        var reply = await line.AskAsync(wire => CommandWriter.WriteEhlo(wire, order.Helo), null, cancellationToken);
        Expect(reply, 250, "the server refuses EHLO");
        return EhloReply.Parse(reply);
    }

    private bool WantsStartTls(EhloReply ehlo)
    {
        if (order.Tls is SendTls.None or SendTls.Implicit) return false;
        if (ehlo.Offers(SmtpExtensions.StartTls)) return true;
        _tls = TlsFacts.Clear("STARTTLS is not offered");
        view.Secured(_tls);
        return order.Tls is SendTls.May
            ? false
            : throw new SendEnd("STARTTLS is not offered, and --tls asks for it: nothing was sent");
    }

    private async Task<SmtpLine> StartTlsAsync(SmtpLine line, CancellationToken cancellationToken)
    {
        var reply = await line.AskAsync(wire => CommandWriter.WriteVerb(wire, SmtpVerb.StartTls), null, cancellationToken);
        Expect(reply, 220, "the server refuses STARTTLS");
        if (line.HasMore()) throw new SendEnd("there is text behind the reply to STARTTLS: somebody in between injects commands");
        return await SecureAsync(line, cancellationToken);
    }

    private async Task<SmtpLine> SecureAsync(SmtpLine line, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(order.Timeout);
        var expectation = new PeerExpectation
        {
            Host = DomainName.Normalize(order.Server.Host),
            Floor = order.Verify ? TlsLevel.Verify : TlsLevel.Encrypt,
            Requirement = new TlsRequirement { Names = order.Name is { } name ? [DomainName.Normalize(name)] : [] },
            HostIsConfigured = true,
            TrustFile = order.CaFile,
        };
        try
        {
            var judgement = await new PeerVerifier(new ProbeCertificates(), clock).HandshakeAsync(
                line.Stream, expectation, limit.Token);
            _tls = judgement.Facts;
            view.Secured(_tls);
            if (judgement.Stream is null) throw new SendEnd(_tls.Problem ?? "the TLS handshake failed");
            if (!judgement.IsAccepted) throw new SendEnd($"the certificate is not accepted: {_tls.Problem}; nothing was sent");
            return new SmtpLine(judgement.Stream, view, order.Timeout);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SendEnd($"no TLS handshake within {order.Timeout.TotalSeconds:0} seconds");
        }
    }

    private async Task AuthenticateAsync(SmtpLine line, EhloReply ehlo, CancellationToken cancellationToken)
    {
        if (!_tls.IsEncrypted) throw new SendEnd("a password is never sent in clear text: use --tls encrypt, verify or implicit");
        var sasl = SaslClients.Create(ehlo.AuthMechanisms, order.User!, order.Password ?? "")
            ?? throw new SendEnd("the server offers no mechanism of ours (SCRAM-SHA-256, PLAIN, LOGIN)");
        var first = new AuthArguments(sasl.Mechanism, sasl.InitialResponse);
        var reply = await line.AskAsync(
            wire => CommandWriter.WriteAuth(wire, first), $"AUTH {sasl.Mechanism} (secret)", cancellationToken);
        while (reply.Code == 334)
        {
            var answer = sasl.Next(Convert.FromBase64String(reply.Text))
                ?? throw new SendEnd("the server does not keep to the mechanism");
            reply = await line.AskAsync(wire => CommandWriter.WriteAuthResponse(wire, answer), "(secret)", cancellationToken);
        }

        Expect(reply, 235, "the login is refused");
        if (!sasl.IsServerProven) throw new SendEnd("the server takes a login without knowing the password: it is an impostor");
    }

    private async Task<(bool Accepted, string Result)> SubmitAsync(
        SmtpLine line, EhloReply ehlo, CancellationToken cancellationToken)
    {
        var mail = Mail(ehlo);
        Expect(await line.AskAsync(wire => CommandWriter.WriteMail(wire, mail), null, cancellationToken), 250,
            "the sender is refused");
        foreach (var address in order.To)
        {
            var rcpt = new RcptArguments { ForwardPath = address };
            var reply = await line.AskAsync(wire => CommandWriter.WriteRcpt(wire, rcpt), null, cancellationToken);
            _recipients.Add(new RecipientReply(address.ToString(), reply.IsPositive, reply.ToString()));
        }

        if (!_recipients.Exists(recipient => recipient.Accepted)) return (false, "all recipients are refused");
        Expect(await line.AskAsync(wire => CommandWriter.WriteVerb(wire, SmtpVerb.Data), null, cancellationToken), 354,
            "DATA is refused");
        var content = new ArrayBufferWriter<byte>(order.Content.Length + 1024);
        var stuffer = new DotStuffer();
        stuffer.Write(order.Content.Span, content);
        stuffer.Finish(content);
        view.Said($"({order.Content.Length} octets of content, and the final dot)");
        await line.WriteAsync(content.WrittenMemory, cancellationToken);
        var final = await line.ReadAsync(cancellationToken);
        return (final.IsPositive && _recipients.TrueForAll(recipient => recipient.Accepted), final.ToString());
    }

    private MailArguments Mail(EhloReply ehlo)
    {
        var needsUtf8 = (order.From?.NeedsSmtpUtf8 ?? false) || order.To.Any(address => address.NeedsSmtpUtf8);
        if (needsUtf8 && !ehlo.Offers(SmtpExtensions.SmtpUtf8)) throw new SendEnd("SMTPUTF8 is needed, and not offered");
        var has8Bit = order.Content.Span.ContainsAnyInRange((byte)128, (byte)255);
        return new MailArguments
        {
            ReversePath = order.From,
            SmtpUtf8 = needsUtf8,
            Body = has8Bit && ehlo.Offers(SmtpExtensions.EightBitMime) ? BodyType.EightBitMime : null,
            Size = ehlo.Offers(SmtpExtensions.Size) ? order.Content.Length : null,
        };
    }

    private static void Expect(SmtpReply reply, int code, string otherwise)
    {
        if (reply.Code != code) throw new SendEnd($"{otherwise}: {PeerText.Escape(reply.ToString(), ShownReply)}");
    }

    private SendReport Report(bool accepted, string result) => new()
    {
        Server = order.Server.ToString(),
        Tls = TlsRow.Of(_tls),
        Recipients = _recipients,
        Result = result,
        Accepted = accepted,
    };
}
