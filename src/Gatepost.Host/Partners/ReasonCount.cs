namespace Gatepost.Host.Partners;

/// <summary>How many messages would have failed for one reason.</summary>
internal sealed record ReasonCount(string Reason, long Messages);
