using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Gatepost.Tests.Dialogues;

/// <summary>A conversation as it stands in a text file. See README.md beside the files for its signs.</summary>
internal sealed partial record Dialogue(string Name, IReadOnlyList<DialogueStep> Steps, IReadOnlyList<string> Statements)
{
    private const string Kinds = "<>~=@";

    public static string Folder { get; } = Find();

    public static Dialogue Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, name + ".dialogue"));
        var steps = new List<DialogueStep>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.Length == 0 || line[0] == '#') continue;
            Assert.True(Kinds.Contains(line[0]), $"{name}:{i + 1}: a line begins with one of # {Kinds}");
            var text = line.Length > 2 ? line[2..] : "";
            var comment = text.IndexOf("   # ", StringComparison.Ordinal);
            steps.Add(new(line[0], comment < 0 ? text : text[..comment].TrimEnd(), i + 1));
        }

        var comments = string.Join('\n', lines.Where(static line => line.StartsWith('#')));
        return new(name, steps, [.. Statement().Matches(comments).Select(static match => match.Value).Distinct()]);
    }

    /// <summary>
    /// What a <c>&gt;</c> line puts on the wire: <c>⏎</c> and the end of the line are CRLF, <c>\r \n \0 \t \\ \xNN</c> are
    /// themselves,
    /// <c>\</c> at the end leaves the CRLF out, <c>{char*count}</c> repeats.
    /// </summary>
    public static byte[] Octets(string text)
    {
        var joined = Repeat().Replace(text.Replace(" ⏎ ", "\\r\\n", StringComparison.Ordinal), static match =>
            new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));
        var octets = new List<byte>();
        for (var i = 0; i < joined.Length; i++)
        {
            if (joined[i] != '\\')
            {
                octets.AddRange(Encoding.UTF8.GetBytes(joined, i, char.IsHighSurrogate(joined[i]) ? 2 : 1));
                if (char.IsHighSurrogate(joined[i])) i++;
            }
            else if (++i == joined.Length) return [.. octets];
            else if (joined[i] == 'x')
            {
                octets.Add(byte.Parse(joined.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 2;
            }
            else octets.Add(Escaped(joined[i]));
        }

        octets.AddRange("\r\n"u8);
        return [.. octets];
    }

    /// <summary>Whether a reply begins as the pattern says; <c>…</c> stands for anything.</summary>
    public static bool Matches(string pattern, string text)
    {
        var pieces = pattern.Split('…');
        if (!text.StartsWith(pieces[0], StringComparison.Ordinal)) return false;
        var at = pieces[0].Length;
        foreach (var piece in pieces.Skip(1))
        {
            var found = text.IndexOf(piece.TrimEnd(), at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + piece.TrimEnd().Length;
        }

        return true;
    }

    private static byte Escaped(char sign) => sign switch
    {
        'r' => (byte)'\r',
        'n' => (byte)'\n',
        't' => (byte)'\t',
        '0' => 0,
        '\\' => (byte)'\\',
        _ => throw new FormatException($"unknown escape \\{sign}"),
    };

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gatepost.slnx"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests", "Gatepost.Tests", "Dialogues");
    }

    [GeneratedRegex(@"\b(STL|STS|DANE|RTLS|SMTP|C2S)-\d\d")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\{(.)\*(\d+)\}")]
    private static partial Regex Repeat();
}
