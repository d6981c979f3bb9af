using System.Collections.Frozen;
using System.Text.Json;

namespace Gatepost.Diagnostics;

/// <summary>The word for a value in the labels of metrics: <c>timed_out</c>, as Prometheus writes names.</summary>
internal static class Label
{
    public static string Of<T>(T value) where T : struct, Enum => Words<T>.All[value];

    private static class Words<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> All = Enum.GetValues<T>().Distinct()
            .ToFrozenDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));
    }
}
