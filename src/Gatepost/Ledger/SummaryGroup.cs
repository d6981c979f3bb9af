namespace Gatepost.Ledger;

/// <summary>What lines of the roll-up are added up to.</summary>
public enum SummaryGroup
{
    /// <summary>A line for each day; domains together, and reasons.</summary>
    Day,

    /// <summary>A line for each domain; days together.</summary>
    Domain,
}
