namespace Gatepost.Storage.Upkeep;

/// <summary>What was found of one part of a data folder.</summary>
/// <param name="Part">A file or a folder in it, as <c>spool.db</c>.</param>
/// <param name="State">How it is.</param>
/// <param name="Words">What was found, and the remedy where it is not in order.</param>
public sealed record PartFinding(string Part, PartState State, string Words);
