namespace Gatepost.Interop.Lab;

/// <summary>A gateway that finds its ways by names and policies which tests make up as they go.</summary>
public sealed class StsGateway(LabFixture lab) : IAsyncLifetime
{
    internal PlainNames Names { get; private set; } = null!;

    internal PolicyHost Policies { get; private set; } = null!;

    internal Gateway Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var address = lab.Folder.Address("1.51");
        Names = new PlainNames(address);
        Policies = await PolicyHost.StartAsync(address);
        var outbound = $"[outbound]\nmx_port = {LabFolder.Port}\nmta_sts_port = {PolicyHost.Port}\nmta_sts_private_addresses = true\n";
        var config = new GatewayConfig(lab.Folder, lab.Authority, address)
            .Certificate(lab.Authority.Issue("sts-gate", Gateway.Name)).Domain("inside.test", lab.AddressOf("postfix"));
        Gateway = await Gateway.StartAsync(lab.Folder, address,
            config.ToString().Replace("[outbound]\n", outbound, StringComparison.Ordinal) + $"[dns]\nresolvers = [\"{Names.Endpoint}\"]\n");
    }

    public async ValueTask DisposeAsync()
    {
        Gateway?.Dispose();
        if (Policies is not null) await Policies.DisposeAsync();
        Names?.Dispose();
    }
}
