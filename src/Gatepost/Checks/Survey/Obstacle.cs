namespace Gatepost.Checks.Survey;

/// <summary>Why an address would take no mail at a level.</summary>
/// <param name="Peer"><c>name[address]:port</c>, or the name of a host that is ruled out as a whole.</param>
/// <param name="Why">In words, escaped.</param>
public sealed record Obstacle(string Peer, string Why);
