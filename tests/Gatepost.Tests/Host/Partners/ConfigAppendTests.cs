using System.Text;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Partners;

namespace Gatepost.Tests.Host.Partners;

public sealed class ConfigAppendTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "gatepost.toml");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a = 1\n", "a = 1\n\n[[x]]\nb = 2\n")]
    [InlineData("a = 1", "a = 1\n\n[[x]]\nb = 2\n")]
    [InlineData("a = 1\r\n", "a = 1\r\n\r\n[[x]]\r\nb = 2\r\n")]
    [InlineData("\uFEFFa = \"ä\"\n", "\uFEFFa = \"ä\"\n\n[[x]]\nb = 2\n")]
    public void What_was_there_stays_octet_for_octet(string before, string after)
    {
        System.IO.File.WriteAllBytes(File, Encoding.UTF8.GetBytes(before));
        var append = ConfigAppend.Prepare(File, "[[x]]\nb = 2\n");

        append.Write();

        Assert.Equal(Encoding.UTF8.GetBytes(after), System.IO.File.ReadAllBytes(File));
        Assert.Equal(after.TrimStart('\uFEFF'), append.NewText);
    }

    [Fact]
    public void A_file_that_was_changed_meanwhile_is_left_alone()
    {
        System.IO.File.WriteAllText(File, "a = 1\n");
        var append = ConfigAppend.Prepare(File, "[[x]]\n");
        System.IO.File.WriteAllText(File, "a = 2\n");

        Assert.Contains("has been changed meanwhile", Assert.Throws<Trouble>(append.Write).Message);

        Assert.Equal("a = 2\n", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Mode_and_links_of_the_file_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("has no modes");
            return;
        }

        var real = Path.Combine(_folder.Path, "real.toml");
        System.IO.File.WriteAllText(real, "a = 1\n");
        System.IO.File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        System.IO.File.CreateSymbolicLink(File, real);

        ConfigAppend.Prepare(File, "[[x]]\n").Write();

        Assert.Equal("a = 1\n\n[[x]]\n", System.IO.File.ReadAllText(real));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, System.IO.File.GetUnixFileMode(real));
        Assert.NotNull(new FileInfo(File).LinkTarget);
    }
}
