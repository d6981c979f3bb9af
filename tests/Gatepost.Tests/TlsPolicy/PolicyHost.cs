using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatepost.Tests.TlsPolicy;

/// <summary>An HTTPS server that serves a policy, or something else.</summary>
internal sealed class PolicyHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PolicyHost(WebApplication app) => _app = app;

    /// <summary>What came in: method, host, path, then headers by name.</summary>
    public List<string> Requests { get; } = [];

    public int Port => new Uri(
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public static async Task<PolicyHost> StartAsync(X509Certificate2 certificate, RequestDelegate answer, Action<string?>? sni = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
            https.ServerCertificateSelector = (_, name) =>
            {
                sni?.Invoke(name);
                return certificate;
            })));
        var host = new PolicyHost(builder.Build());
        host._app.Run(context =>
        {
            var request = context.Request;
            host.Requests.Add($"{request.Method} {request.Host.Host} {request.Path} agent={request.Headers.UserAgent} cookie={request.Headers.Cookie}");
            return answer(context);
        });
        await host._app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
