using CsCheck;
using Gatepost.Configuration.Reading;

namespace Gatepost.Tests.Configuration;

public sealed class SuggestionTests
{
    private static readonly Gen<string> Word = Gen.Char['a', 'd'].Array[0, 8].Select(static chars => new string(chars));

    [Theory]
    [InlineData("lifetime", "lifetime", 0)]
    [InlineData("liftime", "lifetime", 1)]
    [InlineData("lifteime", "lifetime", 1)]
    [InlineData("lofetime", "lifetime", 1)]
    [InlineData("", "abc", 3)]
    public void Dropped_swapped_and_changed_letters_count_one(string one, string other, int distance) =>
        Assert.Equal(distance, Suggestion.Distance(one, other));

    [Fact]
    public void The_distance_is_the_same_both_ways_and_nothing_only_between_equals() =>
        Gen.Select(Word, Word).Sample(static (one, other) =>
            Suggestion.Distance(one, other) == Suggestion.Distance(other, one)
                && (Suggestion.Distance(one, other) == 0) == (one == other));

    [Fact]
    public void Nothing_is_suggested_for_what_is_like_nothing() => Assert.Null(Suggestion.For("zzzzzz", ["lifetime", "retry"]));
}
