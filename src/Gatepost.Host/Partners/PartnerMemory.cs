using System.Text.Json;
using Gatepost.Storage.Files;

namespace Gatepost.Host.Partners;

/// <summary>
/// What the nightly test found last, in <c>partners.json</c> of the data folder: the highest level of each partner by its name.
/// </summary>
internal sealed class PartnerMemory(string dataFolder)
{
    private readonly string _path = Path.Combine(dataFolder, "partners.json");

    /// <summary>When it was last written; null: never.</summary>
    public DateTimeOffset? WrittenAt => File.Exists(_path) ? new DateTimeOffset(File.GetLastWriteTimeUtc(_path)) : null;

    /// <summary>The levels, by partner; empty where nothing is known, or nothing can be read.</summary>
    public Dictionary<string, string> Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), PartnerJson.Default.DictionaryStringString) ?? [];
        }
        catch (Exception fault) when (fault is IOException or JsonException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Write(Dictionary<string, string> levels) =>
        DurableFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(levels, PartnerJson.Default.DictionaryStringString));
}
