using Gatepost.Host.CommandLine;

namespace Gatepost.Tests.Host;

public sealed class UserVerbTests : IDisposable
{
    private readonly Harbour _harbour = new();

    public UserVerbTests() => _harbour.WriteConfigFile();

    public void Dispose() => _harbour.Dispose();

    [Fact]
    public async Task A_user_is_added_from_standard_input_listed_and_removed_and_the_file_holds_no_password()
    {
        var add = Console("correct horse\n");
        Assert.Equal(ExitCode.Ok, await add.RunAsync("user", "add", "ann@harbour.test", "-c", _harbour.ConfigFile));
        var list = Console();
        Assert.Equal(ExitCode.Ok, await list.RunAsync("user", "list", "-c", _harbour.ConfigFile));
        Assert.Equal("ann@harbour.test", list.Out.Trim());
        var file = await File.ReadAllTextAsync(Path.Combine(_harbour.Data, "users.toml"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("horse", file, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, await Console().RunAsync("user", "remove", "ann@harbour.test", "-c", _harbour.ConfigFile));
        Assert.Equal(ExitCode.Refused, await Console().RunAsync("user", "remove", "ann@harbour.test", "-c", _harbour.ConfigFile));
    }

    [Fact]
    public async Task On_a_terminal_the_password_is_asked_twice()
    {
        var differ = new TestConsole { Input = "one\ntwo\n", InIsTerminal = true };
        Assert.Equal(ExitCode.Refused, await differ.RunAsync("user", "add", "ann", "-c", _harbour.ConfigFile));
        Assert.Contains("differ", differ.Error, StringComparison.Ordinal);
        var same = new TestConsole { Input = "one\none\n", InIsTerminal = true };
        Assert.Equal(ExitCode.Ok, await same.RunAsync("user", "add", "ann", "-c", _harbour.ConfigFile));
    }

    [Theory]
    [InlineData("ann", "")]
    [InlineData("an\"n", "secret\n")]
    public async Task No_password_and_a_name_that_cannot_be_are_refused(string name, string input) =>
        Assert.Equal(ExitCode.Usage, await Console(input).RunAsync("user", "add", name, "-c", _harbour.ConfigFile));

    private static TestConsole Console(string input = "") => new() { Input = input };
}
