namespace Gatepost.Protocols.TlsProbe;

/// <summary>
/// A server's answer to one greeting, as far as it is in the clear: up to ServerHelloDone, and in TLS 1.3 up to ServerHello,
/// since what follows it is encrypted. Octets go in as they come.
/// </summary>
public sealed class ServerFlight
{
    private readonly RecordReader _records = new();
    private readonly HandshakeReader _messages = new();

    /// <summary>What the server chose, once it has said so.</summary>
    public ServerHello? Hello { get; private set; }

    /// <summary>Its certificates, of TLS up to 1.2; empty where it sent none.</summary>
    public IReadOnlyList<byte[]> Certificates { get; private set; } = [];

    /// <summary>The body of its ServerKeyExchange; null where it sent none.</summary>
    public byte[]? KeyExchange { get; private set; }

    /// <summary>It asked for a certificate of the client.</summary>
    public bool AsksForCertificate { get; private set; }

    /// <summary>Its no.</summary>
    public TlsAlert? Alert { get; private set; }

    /// <summary>All that will come in the clear has come.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Why it is no answer.</summary>
    public WireTrouble Trouble { get; private set; }

    /// <summary>Whether nothing more is worth reading.</summary>
    public bool IsOver => IsComplete || Alert is not null || Trouble is not WireTrouble.None;

    /// <summary>Reads on.</summary>
    public void Feed(ReadOnlySpan<byte> octets)
    {
        if (IsOver) return;
        _records.Append(octets);
        while (!IsOver && _records.TryRead(out var record)) Take(record);
        if (!IsOver) Trouble = _records.Trouble;
    }

    private void Take(TlsRecord record)
    {
        switch (record.Type)
        {
            case ContentTypes.Alert when TlsAlert.Read(record.Fragment) is { } alert:
                // A warning (that it does not know the name, say) leaves the handshake going on.
                if (alert.IsFatal) Alert = alert;
                break;
            case ContentTypes.Handshake when record.Fragment.Length > 0:
                _messages.Append(record.Fragment);
                while (!IsOver && _messages.TryRead(out var message)) Take(message);
                if (_messages.IsTooLong) Trouble = WireTrouble.TooLong;
                break;
            default:
                Trouble = WireTrouble.Malformed;
                break;
        }
    }

    private void Take(HandshakeMessage message)
    {
        var isExpected = message.Type switch
        {
            HandshakeTypes.HelloRequest => true,
            HandshakeTypes.ServerHello => TakeHello(message),
            HandshakeTypes.Certificate => TakeCertificates(message),
            HandshakeTypes.ServerKeyExchange => TakeKeyExchange(message),
            HandshakeTypes.CertificateRequest => AsksForCertificate = Hello is not null,
            HandshakeTypes.ServerHelloDone => IsComplete = Hello is not null,
            // RFC 6066 §8 and others: the status of a certificate, supplemental data.
            _ => Hello is not null,
        };
        if (!isExpected) Trouble = WireTrouble.Malformed;
    }

    private bool TakeHello(HandshakeMessage message)
    {
        if (Hello is not null || ServerHello.Read(message.Body) is not { } hello) return false;
        Hello = hello;
        IsComplete = hello.Version >= TlsVersion.Tls13;
        return true;
    }

    private bool TakeCertificates(HandshakeMessage message)
    {
        if (Hello is null || CertificateChain.Read(message.Body, isTls13: false) is not { } chain) return false;
        Certificates = chain;
        return true;
    }

    private bool TakeKeyExchange(HandshakeMessage message)
    {
        if (Hello is null || KeyExchange is not null) return false;
        KeyExchange = message.Body.ToArray();
        return true;
    }
}
