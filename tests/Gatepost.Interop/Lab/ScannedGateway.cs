namespace Gatepost.Interop.Lab;

/// <summary>A gateway with every kind of listener, as it comes, for scanners to look at.</summary>
public sealed class ScannedGateway : IAsyncLifetime
{
    private LabAuthority? _authority;
    private Gateway? _gateway;

    internal LabFolder Folder { get; } = new();

    internal string Address => Folder.Address("7.31");

    internal string RootFile => _authority!.RootFile;

    public async ValueTask InitializeAsync()
    {
        _authority = new LabAuthority(Folder);
        var config = new GatewayConfig(Folder, _authority, Address).Certificate(_authority.Issue("scanned", Gateway.Name))
            .Domain("inside.test", Folder.Address("7.32"));
        _gateway = await Gateway.StartAsync(Folder, Address, config.ToString());
    }

    public ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        _authority?.Dispose();
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
