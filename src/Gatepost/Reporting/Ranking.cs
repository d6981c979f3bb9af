using System.Text.Json.Serialization;

namespace Gatepost.Reporting;

/// <summary>The first rows of a list.</summary>
/// <param name="Rows">The first ones.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record Ranking<T>(IReadOnlyList<T> Rows, long Total)
{
    /// <summary>Nobody.</summary>
    public Ranking() : this([], 0) { }

    /// <summary>How many are not shown.</summary>
    [JsonIgnore]
    public long More => Total - Rows.Count;
}
