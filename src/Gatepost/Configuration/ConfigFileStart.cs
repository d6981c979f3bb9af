namespace Gatepost.Configuration;

/// <summary>What the program started with.</summary>
/// <param name="Path">The file.</param>
/// <param name="Environment">Variables that are laid over it, at the start and at each reload.</param>
/// <param name="Config">The first snapshot.</param>
/// <param name="Problems">The warnings that it came with.</param>
public sealed record ConfigFileStart(
    string Path, IReadOnlyDictionary<string, string> Environment, GatepostConfig Config, IReadOnlyList<ConfigProblem> Problems);
