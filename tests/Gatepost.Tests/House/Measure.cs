namespace Gatepost.Tests.House;

/// <summary>What a distribution of lengths must keep to: its median, 95 of 100, and every one.</summary>
internal sealed record Measure(int Median, int Most, int All)
{
    /// <summary>The sentence that says what is too long, or null. Few values prove nothing about a median.</summary>
    public string? Verdict(IReadOnlyCollection<int> lengths)
    {
        var sorted = lengths.Order().ToArray();
        if (sorted.Length < 20) return null;
        var (median, most) = (sorted[sorted.Length / 2], sorted[(sorted.Length * 95 / 100) - 1]);
        if (median > Median) return $"the median is {median} lines, allowed are {Median}";
        return most > Most ? $"95 % are within {most} lines, allowed are {Most}" : null;
    }
}
