namespace Gatepost.Messages;

/// <summary>Which source said what about a destination. The ledger, notices and checks all print the same evidence.</summary>
/// <param name="Source">Who says so: <c>partner lighthouse</c>, <c>default</c>, later <c>dane</c>, <c>mta-sts</c>.</param>
/// <param name="Statement">What it says, in plain words; escaped where it quotes a stranger.</param>
/// <param name="ExpiresAt">Until when it holds, or null.</param>
public sealed record Evidence(string Source, string Statement, DateTimeOffset? ExpiresAt = null);
