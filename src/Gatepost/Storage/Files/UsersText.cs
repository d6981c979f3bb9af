using System.Text;
using Gatepost.Configuration.Reading;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Storage.Files;

/// <summary>
/// The users file: TOML with one line a user, whose value is the verifier of the password in the form of RFC 5803 §3.
/// <code>
/// [users]
/// "alice@example.org" = "SCRAM-SHA-256$32768:c2FsdA==$c3RvcmVk…:c2VydmVy…"
/// </code>
/// </summary>
internal static class UsersText
{
    private const string Section = "users";

    private const int MaxName = 255;

    private const string Heading =
        "# Who may log in. Kept by \"gatepost user add\" and \"gatepost user remove\"; changes are in force after seconds.\n";

    /// <summary>Whether somebody can be called so: 1 to 255 characters, none of which needs escaping.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxName && !name.Any(static c => char.IsControl(c) || c is '"' or '\\') && name.Trim() == name;

    /// <summary>All users of a file's text, or what is wrong with it.</summary>
    public static (IReadOnlyDictionary<string, ScramVerifier> Users, IReadOnlyList<string> Problems) Parse(string text,
        string path)
    {
        var problems = new ProblemLog();
        var users = new SortedDictionary<string, ScramVerifier>(StringComparer.Ordinal);
        var root = new TomlTree(path, problems).Parse(text, out var firstSlip);

        // The parser's own words may quote a verifier, which is a secret of its kind.
        if (firstSlip < int.MaxValue) return (users, [$"{path}:{firstSlip}: error: this is no line of a users file"]);
        foreach (var (name, node) in root.Keys)
        {
            if (name == Section && node.Value is TableNode table) Fill(users, table, problems);
            else problems.Error(node.KeySpot, null, $"{Quoted.Value(name)} has no meaning here", "keep users below [users]");
        }

        return (users, [.. problems.InOrder().Select(static problem => problem.ToString())]);
    }

    public static string Format(IEnumerable<KeyValuePair<string, ScramVerifier>> users)
    {
        var text = new StringBuilder(Heading).Append("[users]\n");
        foreach (var (name, verifier) in users.OrderBy(static user => user.Key, StringComparer.Ordinal))
            text.Append('"').Append(name).Append("\" = \"").Append(verifier.Encode()).Append("\"\n");
        return text.ToString();
    }

    private static void Fill(SortedDictionary<string, ScramVerifier> users, TableNode table, ProblemLog problems)
    {
        foreach (var (name, node) in table.Keys)
        {
            // What stands there is a secret of its kind: it is not quoted.
            if (node.Value is ScalarNode { Form: ScalarForm.Text } scalar
                && ScramVerifier.TryParse(scalar.Text, out var verifier))
                users[name] = verifier;
            else problems.Error(node.Value.Spot, Quoted.Value(name), "this is no verifier",
                "set the password anew with \"gatepost user add\"");
        }
    }
}
