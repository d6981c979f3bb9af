namespace Gatepost.Host.Output;

/// <summary>One cell of a table.</summary>
/// <param name="Text">Plain text; what a stranger said is escaped already.</param>
/// <param name="Colour">Its colour on a terminal, or null.</param>
internal readonly record struct Cell(string Text, string? Colour = null)
{
    public static implicit operator Cell(string text) => new(text);
}
