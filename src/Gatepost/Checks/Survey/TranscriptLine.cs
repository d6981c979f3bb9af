namespace Gatepost.Checks.Survey;

/// <summary>One line of a dialogue.</summary>
/// <param name="Mark"><c>&gt;</c> ours, <c>&lt;</c> the server's, <c>~</c> beside the lines.</param>
/// <param name="Text">Escaped.</param>
public sealed record TranscriptLine(char Mark, string Text);
