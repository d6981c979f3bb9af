using Gatepost.Host.CommandLine;

namespace Gatepost.Tests.Host;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demonstration_comes_out_as_told()
    {
        var console = new TestConsole();

        var code = await console.RunAsync("demo", "--once");

        Assert.True(code == ExitCode.Ok, console.Out + console.Error);
        Assert.DoesNotContain("NOT ", console.Out, StringComparison.Ordinal);
        Assert.Contains(
            "Of 2 messages that left us, 1 (50.0 %) went over TLS, 1 (50.0 %) to a server that proved who it is, and 1 (50.0 %) in "
            + "clear text (to fog.test); 1 waits for encryption (to fog.test). "
            + "Of 1 message that came in, none came over TLS, and 1 in clear text.",
            console.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demonstration_fits_on_a_terminal_of_80_columns()
    {
        var console = new TestConsole { Width = 80 };

        await console.RunAsync("demo", "--once");

        Assert.All(console.Plain.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.Contains("partner-verified", console.Plain, StringComparison.Ordinal);
        Assert.Matches("arrived: lighthouse.test/Maildir/new/[0-9.]+bob", console.Plain);
    }

    [Fact]
    public async Task The_demonstration_does_not_touch_a_folder_that_holds_something()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mine"), "mine", TestContext.Current.CancellationToken);
        var console = new TestConsole();

        var code = await console.RunAsync("demo", "--once", "--folder", folder.FullName);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("is not empty", console.Error, StringComparison.Ordinal);
        Assert.Single(folder.GetFiles());
        folder.Delete(recursive: true);
    }
}
