namespace Gatepost.Inbound;

/// <summary>What a client lacks of what was agreed with a partner.</summary>
internal enum PartnerLack
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>TLS.</summary>
    Tls,

    /// <summary>The client certificate that was agreed on.</summary>
    Certificate,
}
