using System.Globalization;
using System.Text;

namespace Gatepost.Host.Partners;

/// <summary>Writes a <c>[[partner]]</c> block as it goes into the configuration file.</summary>
internal sealed class PartnerBlock
{
    private readonly StringBuilder _text = new("[[partner]]\n");

    public PartnerBlock Add(string key, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _text.Append(CultureInfo.InvariantCulture, $"{key} = {Quote(value)}\n");
        return this;
    }

    public PartnerBlock Add(string key, IReadOnlyList<string>? values)
    {
        if (values is { Count: > 0 })
            _text.Append(CultureInfo.InvariantCulture, $"{key} = [{string.Join(", ", values.Select(Quote))}]\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    // TOML 1.0, "String": a basic string.
    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var sign in value)
        {
            if (sign is '"' or '\\') quoted.Append('\\').Append(sign);
            else if (char.IsControl(sign)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)sign:X4}");
            else quoted.Append(sign);
        }

        return quoted.Append('"').ToString();
    }
}
