using System.Text;
using Gatepost.Host.CommandLine;

namespace Gatepost.Host.Partners;

/// <summary>
/// Puts text at the end of the configuration file: what is there stays octet for octet, with its owner, its mode and its links,
/// since the file is not replaced. What is not written whole is taken away again.
/// </summary>
internal sealed class ConfigAppend
{
    private readonly string _path;
    private readonly byte[] _before, _added;

    private ConfigAppend(string path, byte[] before, byte[] added) => (_path, _before, _added) = (path, before, added);

    /// <summary>The whole new text, to be checked before it is written.</summary>
    public string NewText => new UTF8Encoding(false, true).GetString([.. _before, .. _added]).TrimStart('\uFEFF');

    public static ConfigAppend Prepare(string path, string block)
    {
        var before = File.ReadAllBytes(path);
        var newline = before.AsSpan().IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n";
        var text = $"\n{block}".ReplaceLineEndings(newline);
        if (before.Length > 0 && before[^1] is not (byte)'\n') text = newline + text;
        return new(path, before, Encoding.UTF8.GetBytes(text));
    }

    /// <exception cref="Trouble">The file has changed since it was read.</exception>
    /// <exception cref="IOException">The disk does not take it; the file is as it was.</exception>
    public void Write()
    {
        using var file = File.OpenHandle(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var now = new byte[_before.Length];
        if (RandomAccess.GetLength(file) != _before.Length || RandomAccess.Read(file, now, 0) != now.Length
            || !now.AsSpan().SequenceEqual(_before))
        {
            throw new Trouble($"{_path} has been changed meanwhile: nothing was written, so run it once more");
        }

        try
        {
            RandomAccess.Write(file, _added, _before.Length);
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(file, _before.Length);
            throw;
        }
    }
}
