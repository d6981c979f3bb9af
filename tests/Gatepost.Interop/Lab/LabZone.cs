namespace Gatepost.Interop.Lab;

/// <summary>One zone of <c>lab/zones</c>: what is in it, and how it is signed; its README says which words there are.</summary>
/// <param name="Name">Without a dot at the end; empty for the root.</param>
/// <param name="Signing">The words of its first line.</param>
/// <param name="Records">As they stand in its file, one a line.</param>
internal sealed record LabZone(string Name, IReadOnlyList<string> Signing, string Records)
{
    public string Origin => Name + ".";

    /// <summary>Whether the zone above says that it is signed.</summary>
    public bool IsSigned => !Has("unsigned") && !IsLame;

    public bool IsLame => Has("lame");

    public bool Has(string word) => Signing.Contains(word);

    public static LabZone Read(string file, string network)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var text = File.ReadAllText(file).Replace("{network}", network, StringComparison.Ordinal);
        var first = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        return new(name == "root" ? "" : name, first.TrimStart(';').Split(' ', StringSplitOptions.RemoveEmptyEntries), text);
    }
}
