namespace Gatepost.Storage.Upkeep;

/// <summary>How a database is at first sight.</summary>
/// <param name="Name">The file in the data folder.</param>
/// <param name="State">In short.</param>
/// <param name="Words">What there is to say of it.</param>
public sealed record StoreSight(string Name, StoreState State, string Words);
