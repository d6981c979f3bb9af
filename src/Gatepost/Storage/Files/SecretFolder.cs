using System.Text;
using Gatepost.Certificates;

namespace Gatepost.Storage.Files;

/// <summary>Keeps our own keys as files of a folder that only we may enter.</summary>
public sealed class SecretFolder(string folder) : ISecretFiles
{
    /// <inheritdoc />
    public string? Read(string name)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, name), Encoding.UTF8);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StorageException(Path.Combine(folder, name), "we may not read it",
                "Give it to the user that Gatepost runs as", fault);
        }
    }

    /// <inheritdoc />
    public void Write(string name, string text)
    {
        try
        {
            DurableFile.CreatePrivateFolder(folder);
            DurableFile.WriteSecret(Path.Combine(folder, name), Encoding.UTF8.GetBytes(text));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StorageException(folder, "we may not write in it", "Give it to the user that Gatepost runs as", fault);
        }
    }
}
