namespace Gatepost.Host.Desk;

/// <summary>What came of an order.</summary>
internal sealed record OrderResult(int Entries);
