using System.Text;
using System.Text.RegularExpressions;

namespace Gatepost.Interop.Lab;

/// <summary>
/// Looks for secrets in all that was logged: every lab is searched before it is removed. Secrets are the keys and verifiers that lie in
/// the lab's files, and the passwords by which tests log in, in each form in which they cross the wire.
/// </summary>
internal static partial class LoggedSecrets
{
    /// <summary>Each secret that stands in a log, with the log; how many logs were searched.</summary>
    public static (IReadOnlyList<string> Found, int Logs) In(string folder)
    {
        List<string> secrets = [.. Passwords()];
        var logs = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
        {
            var name = Path.GetFileName(file);
            if (name.EndsWith(".key", StringComparison.Ordinal)) secrets.AddRange(File.ReadLines(file).Where(static line => line.Length > 40));
            else if (name == "users.toml") secrets.AddRange(Verifier().Matches(File.ReadAllText(file)).Select(static match => match.Value));
            else if (name.EndsWith(".log", StringComparison.Ordinal)) logs.Add(file);
        }

        List<string> found = [];
        foreach (var log in logs)
        {
            var text = LabProcess.ReadShared(log);
            found.AddRange(secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal)).Select(secret => $"{log} holds {secret}"));
        }

        return (found, logs.Count);
    }

    private static string[] Passwords() =>
    [
        Gateway.Password,
        Base64(Gateway.Password),
        Base64($"\0{Gateway.User}\0{Gateway.Password}"),
    ];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    // SCRAM: the salt, and what is stored of the password.
    [GeneratedRegex("[A-Za-z0-9+/]{20,}=*", RegexOptions.None, 1000)]
    private static partial Regex Verifier();
}
