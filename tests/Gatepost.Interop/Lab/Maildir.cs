using System.Text;

namespace Gatepost.Interop.Lab;

/// <summary>Where a peer leaves what it took.</summary>
internal sealed class Maildir(string path)
{
    public string Path { get; } = path;

    /// <summary>Each message as it lies on disk, octet for octet.</summary>
    public IReadOnlyList<string> Messages =>
        Directory.Exists(New) ? [.. Directory.GetFiles(New).Select(Read).OfType<string>()] : [];

    private string New => System.IO.Path.Combine(Path, "new");

    public IReadOnlyList<string> With(string mark) => [.. Messages.Where(m => m.Contains(mark, StringComparison.Ordinal))];

    public async Task<string> WaitAsync(string mark, TimeSpan? patience = null) =>
        await Poll.ForAsync(() => With(mark) is [var first, ..] ? first : null, $"no message with {mark} in {Path}", patience);

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.Latin1);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
