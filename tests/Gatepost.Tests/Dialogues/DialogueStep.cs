namespace Gatepost.Tests.Dialogues;

/// <summary>One line of a dialogue.</summary>
/// <param name="Kind"><c>&gt;</c> the client sends, <c>&lt;</c> the server answers, <c>~</c> something happens, <c>=</c>
/// something is
/// so now, <c>@</c> how the server is set up.</param>
/// <param name="Text">What stands behind it.</param>
/// <param name="Line">Where.</param>
internal sealed record DialogueStep(char Kind, string Text, int Line);
