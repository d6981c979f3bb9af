namespace Gatepost.Inbound;

/// <summary>By what right a recipient is taken.</summary>
internal enum RecipientRight
{
    /// <summary>By none.</summary>
    None,

    /// <summary>By none: it is in one of our domains, and its local part names a way on to another.</summary>
    Routed,

    /// <summary>It is in one of our domains.</summary>
    OurDomain,

    /// <summary>The client may send to everybody.</summary>
    Relay,
}
