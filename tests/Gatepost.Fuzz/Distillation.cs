using System.Globalization;

namespace Gatepost.Fuzz;

/// <summary>Chooses, of all inputs that are known, the small ones that together take every edge that all of them take.</summary>
internal static class Distillation
{
    public static string Of(IFuzzTarget target)
    {
        var corpus = new Corpus(target.Name);
        var edges = EdgeMap.Own;
        var known = new HashSet<int>();
        foreach (var input in corpus.Written()) known.UnionWith(Edges(target, edges, input));
        List<byte[]> inputs = [.. corpus.Committed(), .. corpus.Found()];
        var chosen = inputs.OrderBy(static input => input.Length).Where(input => Adds(known, Edges(target, edges, input))).ToList();
        // A larger one may have made a smaller one needless: once more from the largest down.
        for (var i = chosen.Count - 1; i >= 0; i--)
        {
            var others = new HashSet<int>();
            foreach (var input in corpus.Written().Concat(chosen.Where((_, at) => at != i))) others.UnionWith(Edges(target, edges, input));
            if (Edges(target, edges, chosen[i]).All(others.Contains)) chosen.RemoveAt(i);
            if (chosen.Count > 400) break; // each round runs them all
        }

        corpus.Distil(chosen);
        return string.Create(CultureInfo.InvariantCulture,
            $"{target.Name,-16} {inputs.Count:N0} inputs, {known.Count:N0} edges; {chosen.Count} kept, {chosen.Sum(static one => one.Length):N0} octets");
    }

    private static bool Adds(HashSet<int> known, List<int> edges)
    {
        var before = known.Count;
        known.UnionWith(edges);
        return known.Count > before;
    }

    private static List<int> Edges(IFuzzTarget target, EdgeMap edges, byte[] input)
    {
        edges.Clear();
        target.Run(input);
        return edges.Taken();
    }
}
