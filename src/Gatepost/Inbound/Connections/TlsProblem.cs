namespace Gatepost.Inbound.Connections;

/// <summary>Says in plain words why a handshake failed. The platform hides the reason in inner exceptions.</summary>
internal static class TlsProblem
{
    private const int MaxLength = 200;

    /// <summary>One line, cut.</summary>
    public static string Describe(Exception fault)
    {
        var innermost = fault;
        while (innermost.InnerException is { } inner) innermost = inner;
        var text = innermost.Message.ReplaceLineEndings(" ");
        return text.Length <= MaxLength ? text : text[..MaxLength];
    }
}
