using Gatepost.Host.CommandLine;

namespace Gatepost.Tests.Host;

public sealed class ConfigVerbTests : IDisposable
{
    private readonly TestConsole _console = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("gatepost-check-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_example_is_right()
    {
        var code = await _console.RunAsync("config", "check", "-c", Repository.PathOf("gatepost.example.toml"));

        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("right. mx.example.org: 2 listeners, 1 domain, 0 partners, 0 certificates", _console.Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_error_and_shows_quotes_as_quotes()
    {
        var path = Path.Combine(_folder, "gatepost.toml");
        File.WriteAllText(path, "hostname = \"mx example\"");

        await _console.RunAsync("config", "check", "--json", "-c", path);

        Assert.Contains("\"severity\": \"error\"", _console.Out, StringComparison.Ordinal);
        Assert.Contains("\\\"mx example\\\" is no host name", _console.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_no_configuration()
    {
        Assert.Equal(ExitCode.Unavailable, await _console.RunAsync("config", "check", "-c", _folder));
        Assert.Contains("is a folder; name the file in it", _console.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_come_at_once_and_what_is_inside_certificate_files_counts()
    {
        var path = Path.Combine(_folder, "gatepost.toml");
        File.WriteAllText(Path.Combine(_folder, "mx.pem"), "rubbish");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(_folder, "mx.pem"), UnixFileMode.UserRead);
        File.WriteAllText(path, """
            hostname = "mx.example.org"
            data_dir = "data"
            [[listener]]
            role = "submission"
            listen = "127.0.0.1:0"
            [queue]
            lifetime = "5x"
            [[certificate]]
            name = "mx"
            certificate_file = "mx.pem"
            """);

        var code = await _console.RunAsync("config", "check", "-c", path);

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains($"{path}:7:12: error: queue.lifetime: \"5x\" is no duration", _console.Out, StringComparison.Ordinal);
        Assert.Contains($"{path}:10:20: error: certificate[1]: certificate_file is neither PEM nor PFX", _console.Out,
            StringComparison.Ordinal);
        Assert.EndsWith($"{path}: 2 errors{Environment.NewLine}", _console.Out, StringComparison.Ordinal);
    }
}
