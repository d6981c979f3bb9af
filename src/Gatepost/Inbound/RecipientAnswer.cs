namespace Gatepost.Inbound;

/// <summary>What became of the question whether a recipient exists.</summary>
/// <param name="Verdict">What it means.</param>
/// <param name="Said">What the next hop said, or why it could not be asked; a stranger's words, or null.</param>
public readonly record struct RecipientAnswer(RecipientVerdict Verdict, string? Said = null);
