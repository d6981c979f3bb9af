namespace Gatepost.TlsPolicy.Sts;

/// <summary>Which page is wanted.</summary>
/// <param name="Host">Of whom.</param>
/// <param name="Path">The path, and a query behind it.</param>
/// <param name="Most">Octets of the content, at most.</param>
/// <param name="Limit">The time for all of it.</param>
internal sealed record HttpsQuestion(string Host, string Path, int Most, TimeSpan Limit)
{
    /// <summary>At which port; null: where policies are.</summary>
    public int? Port { get; init; }

    /// <summary>What is posted; null: nothing is.</summary>
    public string? Posted { get; init; }

    /// <summary>Its type.</summary>
    public string MediaType { get; init; } = "text/plain";
}
