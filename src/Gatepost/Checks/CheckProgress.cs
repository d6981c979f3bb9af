namespace Gatepost.Checks;

/// <summary>How far a run has come.</summary>
/// <param name="Done">Domains that are done.</param>
/// <param name="Total">All of them.</param>
/// <param name="Domain">The one that was worked on last.</param>
/// <param name="Step">What is done there.</param>
public sealed record CheckProgress(int Done, int Total, string Domain, string Step);
