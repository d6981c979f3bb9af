namespace Gatepost.Interop.Lab;

/// <summary>A stage of the call to it.</summary>
internal sealed record CheckedStage(string Stage, string Mark, string? Words);
