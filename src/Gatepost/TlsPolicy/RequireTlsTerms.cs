namespace Gatepost.TlsPolicy;

/// <summary>What REQUIRETLS on a message asks of one host (RFC 8689 §4.2.1, §5); the later ones ask more.</summary>
public enum RequireTlsTerms
{
    /// <summary>The message does not ask for it.</summary>
    None,

    /// <summary>It is a notice about one that did: TLS, and REQUIRETLS where it is offered.</summary>
    Notice,

    /// <summary>The host is the last stop: REQUIRETLS where it is offered.</summary>
    Final,

    /// <summary>The host must promise to go on as it was asked: it must offer REQUIRETLS.</summary>
    Onward,
}
