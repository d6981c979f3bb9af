namespace Gatepost.Certificates;

/// <summary>Small texts of ours that must survive and that nobody else may read, such as keys that we made ourselves.</summary>
public interface ISecretFiles
{
    /// <summary>The text kept under a name, or null where there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    string? Read(string name);

    /// <summary>Keeps a text, whole or not at all, readable for our own user only.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    void Write(string name, string text);
}
