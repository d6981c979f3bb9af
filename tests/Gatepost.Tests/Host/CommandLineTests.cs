using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;

namespace Gatepost.Tests.Host;

public sealed class CommandLineTests
{
    private static readonly Terminal Silent = new()
    {
        In = TextReader.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        ReadSecret = () => null,
    };

    [Fact]
    public async Task Every_help_ends_with_an_example_of_its_verb()
    {
        var paths = PathsOf(GatepostCommand.Build(Silent, new FakeDesk().Door), []).ToList();
        Assert.True(paths.Count > 10);
        foreach (var path in paths)
        {
            var console = new TestConsole();
            Assert.Equal(ExitCode.Ok, await console.RunAsync([.. path, "--help"]));
            var examples = console.Out[console.Out.LastIndexOf("Example", StringComparison.Ordinal)..];
            Assert.Contains("gatepost " + string.Join(' ', path), examples, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_example_of_the_help_is_a_command_line_that_is_understood()
    {
        var root = GatepostCommand.Build(Silent, new FakeDesk().Door);
        var examples = VerbsOf(root).SelectMany(verb => verb.Examples).Concat(GatepostCommand.Examples).ToList();
        Assert.All(examples, example => Assert.Empty(GatepostCommand.Parse(root, example.Split(' ')[1..]).Errors));
    }

    [Fact]
    public async Task A_verb_that_does_not_exist_is_a_usage_error_that_points_to_the_help()
    {
        var console = new TestConsole();
        Assert.Equal(ExitCode.Usage, await console.RunAsync("queue", "lst"));
        Assert.Contains("list", console.Error + console.Out, StringComparison.Ordinal);
        Assert.Contains("gatepost queue --help", console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_is_one_line_and_its_exit_code()
    {
        var console = new TestConsole();
        Assert.Equal(ExitCode.Unavailable, await console.RunAsync("queue", "list"));
        Assert.Equal("gatepost: no desk in this test", console.Error.Trim());
        Assert.Empty(console.Out);
    }

    [Fact]
    public async Task Version_names_the_program_and_its_runtime()
    {
        var console = new TestConsole();
        Assert.Equal(ExitCode.Ok, await console.RunAsync("version"));
        Assert.Matches(@"^gatepost \d+\.\d+\.\d+", console.Out);
        Assert.Contains(".NET", console.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_calls_the_program_by_its_name()
    {
        var console = new TestConsole();
        await console.RunAsync("queue", "list", "--help");
        Assert.Contains("  gatepost queue list [<id>...] [options]", console.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("list", "queue")]
    public async Task Whoever_names_no_verb_sees_which_there_are(string shown, params string[] arguments)
    {
        var console = new TestConsole();
        Assert.Equal(ExitCode.Usage, await console.RunAsync(arguments));
        Assert.Contains($"  {shown} ", console.Error, StringComparison.Ordinal);
        Assert.Empty(console.Out);
    }

    [Fact]
    public async Task The_version_alone_is_for_scripts()
    {
        var console = new TestConsole();
        Assert.Equal(ExitCode.Ok, await console.RunAsync("--version"));
        Assert.Matches(@"^\d+\.\d+\.\d+\r?\n$", console.Out);
    }

    private static IEnumerable<string[]> PathsOf(Command command, string[] path)
    {
        yield return path;
        foreach (var below in command.Subcommands.SelectMany(verb => PathsOf(verb, [.. path, verb.Name]))) yield return below;
    }

    private static IEnumerable<Verb> VerbsOf(Command command) =>
        command.Subcommands.OfType<Verb>().SelectMany(verb => VerbsOf(verb).Append(verb));
}
