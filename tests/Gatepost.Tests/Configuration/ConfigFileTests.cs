using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Configuration;

public sealed class ConfigFileTests : IDisposable
{
    private const string Broken = "hostname = \"mx.example.org\"\n[queue]\nlifetime = \"5x\"\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("gatepost-config-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<ConfigFile> _log = new();
    private readonly TestMeters _meters = new();
    private ConfigFile? _file;

    private string Path => System.IO.Path.Combine(_folder, "gatepost.toml");

    public void Dispose()
    {
        _file?.Dispose();
        _meters.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_changed_file_is_in_force_after_a_moment_and_those_who_asked_are_told()
    {
        var file = Open(ConfigText.Least);
        var told = new List<string>();
        using var subscription = file.OnChange(config => told.Add(config.Postmaster!));

        Write("postmaster = \"one@example.org\"\n" + ConfigText.Least);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("one@example.org", file.Current.Postmaster);
        Assert.Equal(["one@example.org"], told);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(told);

        subscription.Dispose();
        Write("postmaster = \"two@example.org\"\n" + ConfigText.Least);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("two@example.org", file.Current.Postmaster);
        Assert.Single(told);
    }

    [Fact]
    public void A_broken_file_keeps_the_last_good_snapshot_and_each_problem_is_told_once()
    {
        var file = Open(ConfigText.Least);
        var good = file.Current;

        Write(Broken);
        for (var i = 0; i < 5; i++) _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Same(good, file.Current);
        Assert.Contains(file.LastProblems, static problem => problem is { Option: "queue.lifetime", Line: 3, Column: 12 });
        Assert.Single(_log.Lines, static line => line.StartsWith("Error: ", StringComparison.Ordinal)
            && line.Contains(":3:12: error: queue.lifetime: \"5x\"", StringComparison.Ordinal));
        Assert.Single(_log.Lines, line => line.Contains("the last good configuration stays in force", StringComparison.Ordinal));

        Write(ConfigText.Least + "[queue]\nlifetime = \"4d\"\n");
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromDays(4), file.Current.Queue.Lifetime);
        Assert.DoesNotContain(file.LastProblems, static problem => problem.Severity is ProblemSeverity.Error);
    }

    [Fact]
    public void A_removed_file_keeps_the_last_good_snapshot()
    {
        var file = Open(ConfigText.Least);
        var good = file.Current;

        File.Delete(Path);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Same(good, file.Current);
        Assert.Contains(file.LastProblems, static problem => problem.Message == "there is no such file");
    }

    [Fact]
    public void The_signal_reads_the_same_text_again()
    {
        var more = "[outbound]\nca_file = \"ca.pem\"\n";
        File.WriteAllText(System.IO.Path.Combine(_folder, "ca.pem"), "");
        var file = Open(ConfigText.Least + more);
        File.Delete(System.IO.Path.Combine(_folder, "ca.pem"));

        Assert.False(file.Reload());
        Assert.Contains(file.LastProblems, static problem => problem.Option == "outbound.ca_file");
        File.WriteAllText(System.IO.Path.Combine(_folder, "ca.pem"), "");
        Assert.True(file.Reload());
    }

    [Fact]
    public void What_only_a_restart_can_change_is_said()
    {
        var file = Open(ConfigText.Least);

        Write(ConfigText.Least.Replace("127.0.0.1:0", "127.0.0.2:0", StringComparison.Ordinal) + "[queue]\nlifetime = \"4d\"\n");
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromDays(4), file.Current.Queue.Lifetime);
        Assert.Single(_log.Lines, static line =>
            line.Contains("[[listener]] changed, which only a restart brings into force", StringComparison.Ordinal));
    }

    [Fact]
    public void The_environment_stays_over_the_file_at_each_reload()
    {
        var file = Open(ConfigText.Least, new() { ["GATEPOST_QUEUE__LIFETIME"] = "3d" });

        Write(ConfigText.Least + "[queue]\nlifetime = \"4d\"\n");
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromDays(3), file.Current.Queue.Lifetime);
    }

    private void Write(string text) => File.WriteAllText(Path, text);

    private ConfigFile Open(string text, Dictionary<string, string>? environment = null)
    {
        Write(text);
        var result = ConfigReader.Read(Path, environment ?? []);
        Assert.NotNull(result.Config);
        return _file = new ConfigFile(
            new ConfigFileStart(Path, environment ?? [], result.Config, result.Problems), _time, _log,
                new ConfigurationMetrics(_meters));
    }
}
