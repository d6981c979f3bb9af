namespace Gatepost.Checks.ClientAccess;

/// <summary>Whose page it is.</summary>
internal enum SetupKind
{
    /// <summary>Thunderbird's, and most others'.</summary>
    Autoconfig,

    /// <summary>Outlook's.</summary>
    Autodiscover,
}
