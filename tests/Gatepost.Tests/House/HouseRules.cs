namespace Gatepost.Tests.House;

/// <summary>The house numbers of docs/style.md.</summary>
internal static class HouseRules
{
    public const int Columns = 130;
    public const int Parameters = 5;

    public static Measure FileLines { get; } = new(Median: 80, Most: 300, All: 500);

    public static Measure MethodLines { get; } = new(Median: 8, Most: 45, All: 80);

    /// <summary>Words that say nothing about what a type is for. Compared with the words of a name: Base64 and Database are
    /// fine.</summary>
    public static IReadOnlySet<string> EmptyWords { get; } =
        new HashSet<string>(
            StringComparer.Ordinal) { "Helper", "Helpers", "Manager", "Util", "Utils", "Common", "Base", "Impl", "Service" };
}
