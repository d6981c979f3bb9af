using Microsoft.Extensions.Hosting;

namespace Gatepost.Host.Serving;

/// <summary>Signals are the affair of the verb, since several gateways may live in one process.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
