using System.Security.Cryptography;

namespace Gatepost.Protocols.TlsProbe;

/// <summary>
/// Makes whole handshakes of TLS 1.2, with keys that are thrown away: only inside one can be seen whether the server lets a
/// client begin anew (RFC 5746). It trusts nobody, checks no certificate, and nothing is ever said inside that matters.
/// </summary>
/// <remarks><code>
///   us: ClientHello      peer: ServerHello, Certificate, ServerKeyExchange, [CertificateRequest,] ServerHelloDone
///   us: [Certificate,] ClientKeyExchange, change, Finished      peer: [NewSessionTicket,] change, Finished
/// </code>RFC 5246 §7.3.</remarks>
public sealed class Tls12Handshake(HandshakeTerms terms) : IDisposable
{
    private readonly RecordLayer _records = new();
    private readonly List<byte> _transcript = [];
    private HandshakeReader _messages = new();
    private byte[] _random = [];
    private byte[] _clientFinished = [];
    private ServerKeyExchange? _exchange;
    private Tls12Keys? _keys;
    private RecordProtection? _nextRead;
    private bool _mustShowCertificate;

    /// <summary>How far the handshake in hand has come.</summary>
    public HandshakeProgress Progress { get; private set; }

    /// <summary>Handshakes that were completed on this connection.</summary>
    public int Completed { get; private set; }

    /// <summary>What the server chose last; null before it chose.</summary>
    public ServerHello? Hello { get; private set; }

    /// <summary>Its no.</summary>
    public TlsAlert? Alert { get; private set; }

    /// <summary>Begins a handshake; once one is done, another one inside it.</summary>
    /// <returns>What to send.</returns>
    public byte[] Begin()
    {
        _random = RandomNumberGenerator.GetBytes(32);
        _transcript.Clear();
        _messages = new();
        (Progress, Hello, _exchange, _mustShowCertificate) = (HandshakeProgress.Waiting, null, null, false);
        var isSecure = terms.Renegotiation is not RenegotiationSignal.None;
        var hello = ClientHello.WriteMessage(new()
        {
            Highest = TlsVersion.Tls12,
            CipherSuites = Tls12Keys.Suites,
            Groups = [terms.Group, .. EllipticExchange.Groups.Where(group => group != terms.Group)],
            Signatures = [.. SignatureSchemes.Ecdsa, .. SignatureSchemes.Rsa],
            ServerName = terms.ServerName,
            Traits = ClientHelloTraits.ExtendedMasterSecret,
            Renegotiation = terms.Renegotiation,
            VerifyData = isSecure ? _clientFinished : [],
            Random = _random,
        });
        return Put(hello);
    }

    /// <summary>Reads what the server said.</summary>
    /// <returns>What to send; mostly nothing.</returns>
    public byte[] Feed(ReadOnlySpan<byte> octets)
    {
        _records.Append(octets);
        List<byte> answer = [];
        while (Progress is HandshakeProgress.Waiting && _records.TryRead(out var type, out var content))
            answer.AddRange(Take(type, content));
        if (_records.IsBroken || _messages.IsTooLong) Progress = HandshakeProgress.Failed;
        return [.. answer];
    }

    /// <summary>Seals what is to be said inside.</summary>
    public byte[] Seal(ReadOnlySpan<byte> content) => _records.Write(ContentTypes.ApplicationData, TlsVersion.Tls12, content);

    /// <summary>Throws the keys away.</summary>
    public void Dispose()
    {
        _records.Dispose();
        _nextRead?.Dispose();
    }

    private byte[] Put(byte[] message)
    {
        _transcript.AddRange(message);
        return _records.Write(ContentTypes.Handshake, TlsVersion.Tls12, message);
    }

    private byte[] Take(int type, byte[] content)
    {
        switch (type)
        {
            case ContentTypes.Alert:
                TakeAlert(TlsAlert.Read(content));
                return [];
            case ContentTypes.ChangeCipherSpec when _nextRead is not null:
                _records.ReadWith(_nextRead);
                _nextRead = null;
                return [];
            case ContentTypes.Handshake:
                return TakeMessages(content);
            case ContentTypes.ApplicationData when Completed > 0:
                // The greeting of a server that speaks first, between two handshakes.
                return [];
            default:
                return Fail();
        }
    }

    private void TakeAlert(TlsAlert? alert)
    {
        if (alert is { IsFatal: false, Description: not TlsAlert.NoRenegotiation }) return;
        (Alert, Progress) = (alert, HandshakeProgress.Refused);
    }

    private byte[] TakeMessages(byte[] content)
    {
        _messages.Append(content);
        List<byte> answer = [];
        while (Progress is HandshakeProgress.Waiting && _messages.TryRead(out var message)) answer.AddRange(Take(message));
        return [.. answer];
    }

    private byte[] Take(HandshakeMessage message)
    {
        if (message.Type == HandshakeTypes.HelloRequest) return [];
        if (message.Type == HandshakeTypes.Finished) return Finish(message);
        _transcript.AddRange(message.Whole);
        switch (message.Type)
        {
            case HandshakeTypes.ServerHello:
                Hello = ServerHello.Read(message.Body);
                return Hello is { Version: TlsVersion.Tls12 } && Tls12Keys.Suites.Contains(Hello.CipherSuite) ? [] : Fail();
            case HandshakeTypes.ServerKeyExchange:
                _exchange = ServerKeyExchange.Read(message.Body, KeyExchangeKind.Ecdhe, TlsVersion.Tls12);
                return [];
            case HandshakeTypes.CertificateRequest:
                _mustShowCertificate = true;
                return [];
            case HandshakeTypes.ServerHelloDone:
                return Answer();
            default:
                return [];
        }
    }

    private byte[] Answer()
    {
        if (Hello is null || _exchange is null || _nextRead is not null) return Fail();
        using var ours = EllipticExchange.On(_exchange.Group);
        if (ours?.Agree(_exchange.Point) is not { } shared) return Fail();
        List<byte> answer = [];
        if (_mustShowCertificate) answer.AddRange(Put(HandshakeMessage.Frame(HandshakeTypes.Certificate, [0, 0, 0])));
        var point = new WireWriter().Vector(1, ours.Point).ToArray();
        answer.AddRange(Put(HandshakeMessage.Frame(HandshakeTypes.ClientKeyExchange, point)));
        _keys = Tls12Keys.Of(shared, Hello, _random, Transcript);
        answer.AddRange(_records.Write(ContentTypes.ChangeCipherSpec, TlsVersion.Tls12, [1]));
        (var write, _nextRead) = _keys.Protections(Hello, _random);
        _records.WriteWith(write);
        _clientFinished = _keys.Finished(isClient: true, Transcript);
        answer.AddRange(Put(HandshakeMessage.Frame(HandshakeTypes.Finished, _clientFinished)));
        return [.. answer];
    }

    private byte[] Finish(HandshakeMessage message)
    {
        if (_keys is null || _nextRead is not null || Hello is null
            || !message.Body.SequenceEqual(_keys.Finished(isClient: false, Transcript))) return Fail();
        Completed++;
        Progress = HandshakeProgress.Established;
        return [];
    }

    private byte[] Fail()
    {
        Progress = HandshakeProgress.Failed;
        return [];
    }

    private ReadOnlySpan<byte> Transcript => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_transcript);
}
