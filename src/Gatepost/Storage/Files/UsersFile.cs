using System.Text;
using Gatepost.Protocols.Sasl;

namespace Gatepost.Storage.Files;

/// <summary>The users file in the operator's hand: every change is on disk, whole, before the call returns.</summary>
/// <param name="path">The file; it need not exist yet.</param>
public sealed class UsersFile(string path)
{
    /// <summary>The names, in order.</summary>
    /// <exception cref="IOException">The file cannot be read, or is broken.</exception>
    public IReadOnlyList<string> Names() => [.. Read().Keys];

    /// <summary>Adds somebody, or gives somebody a new password.</summary>
    /// <returns>Whether the name is new.</returns>
    /// <exception cref="ArgumentException">Nobody can be called so.</exception>
    /// <exception cref="IOException">The file cannot be read or written, or is broken.</exception>
    public bool Set(string name, ScramVerifier verifier)
    {
        if (!UsersText.IsName(name))
            throw new ArgumentException("a user's name has 1 to 255 characters, no quotation marks, no backslashes");
        var isNew = false;
        Change(users =>
        {
            isNew = !users.ContainsKey(name);
            users[name] = verifier;
            return true;
        });
        return isNew;
    }

    /// <summary>Removes somebody.</summary>
    /// <returns>Whether there was such a user.</returns>
    /// <exception cref="IOException">The file cannot be read or written, or is broken.</exception>
    public bool Remove(string name) => Change(users => users.Remove(name));

    internal static IReadOnlyDictionary<string, ScramVerifier> Read(string path, string text)
    {
        var (users, problems) = UsersText.Parse(text, path);
        return problems.Count == 0 ? users : throw new StorageException(string.Join('\n', problems));
    }

    private IReadOnlyDictionary<string, ScramVerifier> Read()
    {
        try
        {
            return Read(path, File.ReadAllText(path, Encoding.UTF8));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Dictionary<string, ScramVerifier>();
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StorageException(path, "we may not read it", "Run this as the user that Gatepost runs as", fault);
        }
    }

    /// <summary>One at a time: two who read the same old file would lose one of two changes.</summary>
    private bool Change(Func<Dictionary<string, ScramVerifier>, bool> change)
    {
        try
        {
            DurableFile.CreatePrivateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var turn = File.OpenHandle(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var users = new Dictionary<string, ScramVerifier>(Read(), StringComparer.Ordinal);
            if (!change(users)) return false;
            DurableFile.WriteSecret(Path.GetFullPath(path), Encoding.UTF8.GetBytes(UsersText.Format(users)));
            return true;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StorageException(path, "we may not write it", "Run this as the user that Gatepost runs as", fault);
        }
    }
}
