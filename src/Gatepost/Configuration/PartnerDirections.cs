namespace Gatepost.Configuration;

/// <summary>For which way of the mail an agreement holds.</summary>
[Flags]
public enum PartnerDirections
{
    /// <summary>Mail to the partner.</summary>
    Out = 1,

    /// <summary>Mail from the partner.</summary>
    In = 2,

    /// <summary>Both.</summary>
    Both = Out | In,
}
