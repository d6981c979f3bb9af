using System.Security.Cryptography;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>
/// Makes a whole handshake of TLS 1.3, with keys that are thrown away: what a server signs with, which certificate it shows and
/// whether its tickets allow early data stand behind its encryption. It trusts nobody and checks no certificate.
/// </summary>
/// <remarks><code>
///   us: ClientHello   peer: ServerHello, {EncryptedExtensions, [CertificateRequest,] Certificate, CertificateVerify, Finished}
///   us: {[Certificate,] Finished}      peer: [NewSessionTicket …]
/// </code>RFC 8446 §2.</remarks>
public sealed class Tls13Handshake(HandshakeTerms terms) : IDisposable
{
    private const int MaxTickets = 16;

    private readonly RecordLayer _records = new();
    private readonly HandshakeReader _messages = new();
    private readonly List<byte> _transcript = [];
    private readonly List<SessionTicket> _tickets = [];
    private readonly EllipticExchange? _ours = EllipticExchange.On(terms.Group);
    private byte[]? _requestContext;
    private Tls13Keys? _keys;

    /// <summary>How far it has come.</summary>
    public HandshakeProgress Progress { get; private set; }

    /// <summary>What the server chose; null before it chose.</summary>
    public ServerHello? Hello { get; private set; }

    /// <summary>Its no.</summary>
    public TlsAlert? Alert { get; private set; }

    /// <summary>Its certificates, as DER, its own first.</summary>
    public IReadOnlyList<byte[]> Certificates { get; private set; } = [];

    /// <summary>How it signed the handshake.</summary>
    public SignatureScheme Scheme { get; private set; }

    /// <summary>The tickets that it gave so far.</summary>
    public IReadOnlyList<SessionTicket> Tickets => _tickets;

    /// <summary>Whether it has said something inside.</summary>
    public bool HasSpoken { get; private set; }

    /// <summary>Begins.</summary>
    /// <returns>What to send.</returns>
    /// <exception cref="InvalidOperationException">The platform cannot do the group.</exception>
    public byte[] Begin()
    {
        if (_ours is null) throw new InvalidOperationException($"There is no key exchange on {terms.Group.Word()}.");
        var hello = ClientHello.WriteMessage(new()
        {
            Lowest = TlsVersion.Tls13,
            CipherSuites = Tls13Keys.Suites,
            Groups = [terms.Group],
            Signatures = [.. SignatureSchemes.Ecdsa, .. SignatureSchemes.Rsa],
            ServerName = terms.ServerName,
            KeyShares = [new(terms.Group, _ours.Point)],
            Renegotiation = RenegotiationSignal.None,
            Random = RandomNumberGenerator.GetBytes(32),
            SessionId = RandomNumberGenerator.GetBytes(32),
        });
        _transcript.AddRange(hello);
        return _records.Write(ContentTypes.Handshake, TlsVersion.Tls10, hello);
    }

    /// <summary>Reads what the server said.</summary>
    /// <returns>What to send; mostly nothing.</returns>
    public byte[] Feed(ReadOnlySpan<byte> octets)
    {
        _records.Append(octets);
        List<byte> answer = [];
        while (!IsOver && _records.TryRead(out var type, out var content)) answer.AddRange(Take(type, content));
        if (_records.IsBroken || _messages.IsTooLong) Fail();
        return [.. answer];
    }

    /// <summary>Seals what is to be said inside.</summary>
    public byte[] Seal(ReadOnlySpan<byte> content) => _records.Write(ContentTypes.ApplicationData, TlsVersion.Tls12, content);

    /// <summary>Throws the keys away.</summary>
    public void Dispose()
    {
        _records.Dispose();
        _ours?.Dispose();
    }

    private bool IsOver => Progress is HandshakeProgress.Refused or HandshakeProgress.Failed;

    private byte[] Take(int type, byte[] content)
    {
        switch (type)
        {
            case ContentTypes.Alert:
                TakeAlert(TlsAlert.Read(content));
                return [];
            case ContentTypes.ChangeCipherSpec:
                return [];
            case ContentTypes.Handshake:
                return TakeMessages(content);
            case ContentTypes.ApplicationData when Progress is HandshakeProgress.Established:
                HasSpoken = true;
                return [];
            default:
                return Fail();
        }
    }

    private void TakeAlert(TlsAlert? alert)
    {
        // After the handshake it is a goodbye.
        if (Progress is HandshakeProgress.Established) return;
        (Alert, Progress) = (alert, HandshakeProgress.Refused);
    }

    private byte[] TakeMessages(byte[] content)
    {
        _messages.Append(content);
        List<byte> answer = [];
        while (!IsOver && _messages.TryRead(out var message)) answer.AddRange(Take(message));
        return [.. answer];
    }

    private byte[] Take(HandshakeMessage message)
    {
        if (message.Type == HandshakeTypes.Finished) return Finish(message);
        _transcript.AddRange(message.Whole);
        switch (message.Type)
        {
            case HandshakeTypes.ServerHello when Hello is null:
                return Agree(message);
            case HandshakeTypes.CertificateRequest:
                var request = new WireReader(message.Body);
                _requestContext = request.TryReadVector(1, out var context) ? context.ToArray() : [];
                return [];
            case HandshakeTypes.Certificate:
                Certificates = CertificateChain.Read(message.Body, isTls13: true) ?? [];
                return [];
            case HandshakeTypes.CertificateVerify:
                Scheme = message.Body is [var high, var low, ..] ? (SignatureScheme)((high << 8) | low) : SignatureScheme.None;
                return [];
            case HandshakeTypes.NewSessionTicket when Progress is HandshakeProgress.Established:
                if (SessionTicket.Read(message.Body) is { } ticket && _tickets.Count < MaxTickets) _tickets.Add(ticket);
                return [];
            default:
                return _keys is null ? Fail() : [];
        }
    }

    private byte[] Agree(HandshakeMessage message)
    {
        Hello = ServerHello.Read(message.Body);
        if (Hello is not { Version: TlsVersion.Tls13, IsRetryRequest: false } || Hello.Group != terms.Group
            || !Tls13Keys.Suites.Contains(Hello.CipherSuite)
            || Hello.KeyShare is not { } share || _ours!.Agree(share) is not { } shared) return Fail();
        _keys = new(Hello.CipherSuite, shared, Transcript);
        var (write, read) = _keys.Handshake();
        _records.ReadWith(read);
        _records.WriteWith(write);
        return [];
    }

    private byte[] Finish(HandshakeMessage message)
    {
        if (_keys is null || Progress is HandshakeProgress.Established
            || !message.Body.SequenceEqual(_keys.Finished(isClient: false, Transcript))) return Fail();
        _transcript.AddRange(message.Whole);
        var (write, read) = _keys.Application(Transcript);
        // RFC 8446 §4.4.2: asked for a certificate, a client without one sends an empty list.
        List<byte> answer = [.. _requestContext is { } context ? Put(HandshakeTypes.Certificate, NoCertificate(context)) : []];
        answer.AddRange(Put(HandshakeTypes.Finished, _keys.Finished(isClient: true, Transcript)));
        _records.ReadWith(read);
        _records.WriteWith(write);
        Progress = HandshakeProgress.Established;
        return [.. answer];
    }

    private byte[] Put(int type, byte[] body)
    {
        var message = HandshakeMessage.Frame(type, body);
        _transcript.AddRange(message);
        return _records.Write(ContentTypes.Handshake, TlsVersion.Tls12, message);
    }

    private static byte[] NoCertificate(byte[] context) => new WireWriter().Vector(1, context).Number(0, 3).ToArray();

    private byte[] Fail()
    {
        Progress = HandshakeProgress.Failed;
        return [];
    }

    private ReadOnlySpan<byte> Transcript => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_transcript);
}
