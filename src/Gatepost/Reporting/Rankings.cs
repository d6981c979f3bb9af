namespace Gatepost.Reporting;

/// <summary>Cuts lists.</summary>
internal static class Rankings
{
    /// <summary>The first rows of a list that is in its order; all where <paramref name="top"/> is null.</summary>
    public static Ranking<T> First<T>(this IEnumerable<T> inOrder, int? top)
    {
        var all = inOrder.ToList();
        return new(top is { } most && all.Count > most ? all[..most] : all, all.Count);
    }
}
