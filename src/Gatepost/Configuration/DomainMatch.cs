namespace Gatepost.Configuration;

/// <summary>Finds the row for a domain: the exact name wins, then the longest <c>.parent</c>.</summary>
internal static class DomainMatch
{
    public static T? Best<T>(IReadOnlyList<T> rows, string domain, Func<T, IReadOnlyList<string>> names) where T : class
    {
        T? best = null;
        var length = -1;
        foreach (var row in rows)
        {
            foreach (var name in names(row))
            {
                var fits = name.StartsWith('.') ? domain.EndsWith(name, StringComparison.Ordinal) : domain == name;
                var weight = name.StartsWith('.') ? name.Length : int.MaxValue;
                if (fits && weight > length) (best, length) = (row, weight);
            }
        }

        return best;
    }
}
