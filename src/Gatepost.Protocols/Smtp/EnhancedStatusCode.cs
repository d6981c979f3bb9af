namespace Gatepost.Protocols.Smtp;

/// <summary>A status code "class.subject.detail" (RFC 3463 §2), such as 4.7.5.</summary>
/// <param name="Class">2 success, 4 persistent transient failure, 5 permanent failure.</param>
/// <param name="Subject">0 to 999: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 security.</param>
/// <param name="Detail">0 to 999.</param>
public readonly record struct EnhancedStatusCode(int Class, int Subject, int Detail)
{
    /// <inheritdoc />
    public override string ToString() => string.Create(null, stackalloc char[16], $"{Class}.{Subject}.{Detail}");
}
