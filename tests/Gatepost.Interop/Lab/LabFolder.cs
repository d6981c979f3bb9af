using System.Net;
using System.Net.Sockets;

namespace Gatepost.Interop.Lab;

/// <summary>Where a lab keeps its state, and which loopback addresses are its own, so that two labs can run side by
/// side.</summary>
internal sealed class LabFolder : IDisposable
{
    /// <summary>All peers listen here, each on an address of its own.</summary>
    public const int Port = 2525;

    private static readonly UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly Socket _claim = new(SocketType.Dgram, ProtocolType.Udp);

    public LabFolder()
    {
        // Under the temporary folder, since the peers run as users who may not read a checkout.
        Path = Directory.CreateTempSubdirectory("gatepost-lab-").FullName;
        File.SetUnixFileMode(Path, ForAll);
        Network = Enumerable.Range(20, 200).Select(static second => $"127.{second}").First(Claims);
    }

    public string Path { get; }

    /// <summary>The first two octets of every address of this lab.</summary>
    public string Network { get; }

    public string Address(string lastTwo) => $"{Network}.{lastTwo}";

    public string Sub(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(path);
        return path;
    }

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (name.EndsWith(".key", StringComparison.Ordinal)) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Searches what was logged for secrets, and removes all.</summary>
    public void Dispose()
    {
        _claim.Dispose();
        var (found, _) = LoggedSecrets.In(Path);
        if (Environment.GetEnvironmentVariable("GATEPOST_KEEP_LAB") is null) Directory.Delete(Path, recursive: true);
        Assert.True(found.Count == 0, $"secrets are logged:\n{string.Join('\n', found)}");
    }

    /// <summary>
    /// A socket that nobody else can bind shows that a network is in use, to the other labs of this process and of others.
    /// </summary>
    private bool Claims(string network)
    {
        try
        {
            _claim.Bind(new IPEndPoint(IPAddress.Parse($"{network}.255.254"), Port));
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
