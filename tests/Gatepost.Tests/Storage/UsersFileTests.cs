using Gatepost.Configuration;
using Gatepost.Protocols.Sasl;
using Gatepost.Storage;
using Gatepost.Storage.Files;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Storage;

public sealed class UsersFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatepost-users-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<UserDirectory> _log = new();

    private string FilePath => Path.Combine(_folder, "users.toml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Users_are_added_changed_and_removed()
    {
        var file = new UsersFile(FilePath);

        Assert.Empty(file.Names());
        Assert.True(file.Set("bob", Verifier("one")));
        Assert.True(file.Set("alice@example.org", Verifier("two")));
        Assert.False(file.Set("bob", Verifier("three")));
        Assert.Equal(["alice@example.org", "bob"], file.Names());
        Assert.False(file.Remove("carol"));
        Assert.True(file.Remove("alice@example.org"));
        Assert.Equal(["bob"], file.Names());

        using var directory = Open();
        Assert.True(directory.Find("bob")!.Verify("three"));
        Assert.Null(directory.Find("alice@example.org"));
        Assert.Null(directory.Find("Bob"));
    }

    [Fact]
    public void Nobody_else_may_read_the_file_and_it_holds_no_password()
    {
        new UsersFile(FilePath).Set("bob", Verifier("correct horse"));

        Assert.DoesNotContain("correct horse", File.ReadAllText(FilePath), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void A_folder_that_is_made_for_it_is_nobody_elses()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Path.Combine(_folder, "data");

        new UsersFile(Path.Combine(folder, "users.toml")).Set("bob", Verifier("one"));

        const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(OnlyMe, File.GetUnixFileMode(folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" bob")]
    [InlineData("bo\"b")]
    [InlineData("bo\\b")]
    [InlineData("bo\nb")]
    public void A_name_that_would_need_escaping_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new UsersFile(FilePath).Set(name, Verifier("x")));

    [Fact]
    public void A_running_gateway_knows_a_new_user_after_a_moment()
    {
        using var directory = Open();
        Assert.Null(directory.Find("bob"));

        new UsersFile(FilePath).Set("bob", Verifier("one"));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.NotNull(directory.Find("bob"));
    }

    [Fact]
    public void A_broken_file_keeps_those_who_could_log_in_and_is_told_once_without_its_secrets()
    {
        var file = new UsersFile(FilePath);
        file.Set("bob", Verifier("one"));
        using var directory = Open();

        File.WriteAllText(FilePath, "[users]\nbob = SCRAM-SHA-256$secret\n");
        for (var i = 0; i < 5; i++) _time.Advance(TimeSpan.FromSeconds(2));

        Assert.NotNull(directory.Find("bob"));
        var line = Assert.Single(_log.Lines, static line => line.StartsWith("Error: ", StringComparison.Ordinal));
        Assert.Contains($"{FilePath}:2: error: this is no line of a users file", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
        Assert.Throws<StorageException>(() => file.Set("alice", Verifier("two")));
    }

    [Fact]
    public void A_verifier_that_is_none_names_the_user_and_the_remedy()
    {
        File.WriteAllText(FilePath, "[users]\n\"bob\" = \"plain text\"\n[more]\n");

        var fault = Assert.Throws<StorageException>(() => new UsersFile(FilePath).Names());

        Assert.Equal(
            $"{FilePath}:2:9: error: \"bob\": this is no verifier; set the password anew with \"gatepost user add\"\n"
            + $"{FilePath}:3:1: error: \"more\" has no meaning here; keep users below [users]", fault.Message);
    }

    private static ScramVerifier Verifier(string password) => ScramVerifier.Create(password, ScramVerifier.MinIterations);

    private UserDirectory Open() => new(
        new FixedConfig(new GatepostConfig { Hostname = "mx.example.org", DataDirectory = _folder }), _time, _log);
}
