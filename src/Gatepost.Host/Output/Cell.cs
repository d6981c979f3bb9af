namespace Gatepost.Host.Output;

/// <summary>One cell of a table.</summary>
/// <param name="Text">Plain text; what a stranger said is escaped already.</param>
/// <param name="Colour">Its colour on a terminal, or null.</param>
internal readonly record struct Cell(string Text, string? Colour = null)
{
    /// <summary>It is a number: it stands at the right, and does not break.</summary>
    public bool IsNumber { get; private init; }

    public static implicit operator Cell(string text) => new(text);

    public static Cell Number(string text, string? colour = null) => new(text, colour) { IsNumber = true };
}
