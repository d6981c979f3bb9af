namespace Gatepost.Tests.Dialogues;

/// <summary>
/// Each dialogue, whole, by line and by octet: the cheapest cure for faults at the edges of buffers. The name of a case tells
/// what
/// holds, and the standard's statements that a file names are its traits.
/// </summary>
public class DialogueTests
{
    public static IEnumerable<ITheoryDataRow> Cases()
    {
        foreach (var path in Directory.EnumerateFiles(Dialogue.Folder, "*.dialogue").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            foreach (var mode in Enum.GetValues<DialogueMode>())
            {
                var row = new TheoryDataRow<string, DialogueMode>(name, mode);
                foreach (var statement in Dialogue.Read(name).Statements) row.WithTrait("Statement", statement);
                yield return row;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_dialogue_goes_as_it_is_written(string name, DialogueMode mode)
    {
        await using var runner = new DialogueRunner(Dialogue.Read(name), mode);
        var isMeant = await runner.PlayAsync();
        Assert.True(isMeant || mode is DialogueMode.Octet, "a dialogue may leave out nothing but the replay by octet");
    }
}
