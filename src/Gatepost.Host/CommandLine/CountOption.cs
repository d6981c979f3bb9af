using System.CommandLine;
using System.Globalization;

namespace Gatepost.Host.CommandLine;

/// <summary>An option that says how many, at least one.</summary>
internal static class CountOption
{
    public static Option<int> Create(string name, string description, int usual) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) return count;
            result.AddError($"{name} {text} is no number of rows: write one from 1 on, such as {name} {usual}");
            return usual;
        },
    };
}
