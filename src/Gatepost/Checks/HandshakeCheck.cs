using Gatepost.Checks.Survey;
using Gatepost.Delivery;

namespace Gatepost.Checks;

/// <summary>B2, B4: whether the TLS that is offered comes about.</summary>
internal sealed class HandshakeCheck : ICheck
{
    public static readonly FindingKind Refused = new("B2", Severity.Fail, "Encryption is offered and then refused")
    {
        Meaning = "The server lists STARTTLS, and answers the command with an error. Mail goes in clear text, or waits if "
            + "you demand encryption. Mostly the server cannot read its certificate or key.",
        Remedy = "Whoever runs the server looks into its log for the certificate or key file that cannot be opened, and "
            + "restarts it after mending that.",
    };

    public static readonly FindingKind Broken = new("B4", Severity.Fail, "The TLS handshake fails")
    {
        Meaning = "Both sides want TLS, and do not agree: the server knows only versions or ciphers that are too old (TLS 1.0 "
            + "and 1.1 are, for the OpenSSL of this machine as it is usually set; so are fields for Diffie-Hellman of less than "
            + "2048 bits), or its certificate and key do not fit together. Mail waits for the first retry and then goes in clear "
            + "text, or waits on if you demand encryption.",
        Remedy = "Whoever runs the server allows TLS 1.2 and 1.3 with the usual ciphers and checks that key and certificate "
            + "belong together. \"openssl s_client -starttls smtp -connect host:25\" shows the same from outside.",
    };

    public static readonly FindingKind Injected = new("B6-reply", Severity.Fail, "Somebody speaks before encryption begins")
    {
        Meaning = "Behind its agreement to TLS more text came in the clear. Either the server is broken, or somebody on the "
            + "path tries to put words into its mouth. Gatepost does not go on, and does not fall back to clear text.",
        Remedy = "Repeat the check from another network. If it is seen there too, the server's operator updates its "
            + "software; if not, somebody between you and it interferes.",
    };

    public static readonly FindingKind Second = new("B4-second", Severity.Warning, "TLS comes about at a second call only")
    {
        Own = Severity.Fail,
        Meaning = "A cipher suite says how two servers agree on a key and how they encrypt with it; both must know the same one. "
            + "The usual ones did not do, and a second call, at which Gatepost offers every suite that this machine has, did. So "
            + "mail goes encrypted, where the level does not demand a proof. Many other senders make no such second call: they "
            + "send in clear text, or not at all.",
        Remedy = "Whoever runs the server allows TLS 1.2 and 1.3 with the usual ciphers (ECDHE with AES-GCM or ChaCha20): mostly "
            + "by an update, or by removing a list of ciphers from the configuration. If the cipher that came about is one of "
            + "those, the first handshake failed by accident: repeat the check.",
    };

    public static readonly FindingKind Weak = new("B4-weak", Severity.Warning, "Only old ciphers or versions of TLS come about")
    {
        Own = Severity.Fail,
        Meaning = "Mail is encrypted by a method that is out of date: a cipher without forward secrecy or without an "
            + "authenticated mode, or, where the OpenSSL of this machine has been told to speak it, a TLS version before 1.2. "
            + "Gatepost takes it rather than clear text; where a verified certificate is demanded it does not, so such levels "
            + "can not be enforced here. With a server that knows nothing newer than TLS 1.1 no TLS comes about at all (see B4).",
        Remedy = "Whoever runs the server allows TLS 1.2 and 1.3 with the usual ciphers (ECDHE with AES-GCM or ChaCha20).",
    };

    public IReadOnlyList<FindingKind> Kinds => [Refused, Broken, Second, Weak, Injected];

    public IEnumerable<Finding> Judge(DomainSurvey survey)
    {
        foreach (var address in survey.Addresses)
        {
            var kind = address.Failure switch
            {
                { Kind: FailureKind.Injected } => Injected,
                { Stage: ConversationStage.StartTls, Kind: not FailureKind.NotOffered } => Refused,
                { Stage: ConversationStage.Handshake } => Broken,
                _ => null,
            };
            if (kind is not null) yield return new(kind, address.Peer, address.Failure!.Describe());
            var agreed = $"{address.Tls.Protocol}, {address.Tls.CipherSuite}";
            if (address is { FirstHandshake: { } first, Tls.IsEncrypted: true })
                yield return new(Second, address.Peer, $"{agreed}; at first {first.Describe()}");
            if (address.IsWeak) yield return new(Weak, address.Peer, agreed);
        }
    }
}
