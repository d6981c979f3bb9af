namespace Gatepost.Tests.Host;

/// <summary>A folder with a short path, since sockets lie in it; gone at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gp").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // Something in it is still open: the system's own cleaning takes it.
        }
    }
}
