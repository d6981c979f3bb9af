namespace Gatepost.Interop.Lab;

/// <summary>A finding in it.</summary>
internal sealed record CheckedFinding(string Id, string Severity, string Where, string Detail);
