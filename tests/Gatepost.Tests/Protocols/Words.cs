using CsCheck;

namespace Gatepost.Tests.Protocols;

/// <summary>Text made of the words that a parser knows, and of those that it should not take for them.</summary>
internal static class Words
{
    public static Gen<string> Of(params string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);

    public static Gen<string> Text(int most, params string[] words) => Of(words).Array[0, most].Select(string.Concat);
}
