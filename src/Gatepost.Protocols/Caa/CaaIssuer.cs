namespace Gatepost.Protocols.Caa;

/// <summary>Who may issue, and under which conditions: the value of <c>issue</c> and <c>issuewild</c> (RFC 8659 §4.2).</summary>
/// <param name="Domain">By which a CA knows itself, in small letters; empty: nobody may issue.</param>
/// <param name="Parameters">What the CA demands to be met, such as <c>accounturi</c> and <c>validationmethods</c> (RFC 8657).
/// </param>
public sealed record CaaIssuer(string Domain, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>Reads a value; null where it is malformed: then it is as if it named nobody.</summary>
    public static CaaIssuer? Read(string value)
    {
        var parts = value.Split(';');
        var domain = parts[0].Trim(' ', '\t').ToLowerInvariant();
        if (domain.Length > 0 && !domain.Split('.').All(IsLabel)) return null;
        var parameters = new List<KeyValuePair<string, string>>();
        foreach (var part in parts.Skip(1).Select(static part => part.Trim(' ', '\t')).Where(static part => part.Length > 0))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) return null;
            var (tag, content) = (part[..equals].TrimEnd(' ', '\t'), part[(equals + 1)..].TrimStart(' ', '\t'));
            if (!tag.All(char.IsAsciiLetterOrDigit) || content.Any(static c => c is < '!' or > '~')) return null;
            parameters.Add(new(tag.ToLowerInvariant(), content));
        }

        return new(domain, parameters);
    }

    // RFC 8659 §4.2: letters, digits, and hyphens between them.
    private static bool IsLabel(string label) => label.Length > 0 && char.IsAsciiLetterOrDigit(label[0])
        && char.IsAsciiLetterOrDigit(label[^1]) && label.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
