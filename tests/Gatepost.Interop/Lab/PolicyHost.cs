using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Gatepost.Interop.Lab;

/// <summary>An HTTPS server that serves the policies of many domains, each with its certificate, chosen by SNI.</summary>
internal sealed class PolicyHost : IAsyncDisposable
{
    public const int Port = 8443;

    private readonly ConcurrentDictionary<string, SslStreamCertificateContext> _certificates = new();
    private readonly ConcurrentDictionary<string, RequestDelegate> _pages = new();
    private readonly WebApplication _app;

    private PolicyHost(string address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        var tls = new TlsHandshakeCallbackOptions
        {
            OnConnection = connection => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = _certificates[connection.ClientHelloInfo.ServerName],
            }),
        };
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Parse(address), Port, listen => listen.UseHttps(tls)));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>The hosts that were asked, with the path.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static async Task<PolicyHost> StartAsync(string address)
    {
        var host = new PolicyHost(address);
        await host._app.StartAsync();
        return host;
    }

    public void Serve(string domain, IssuedCertificate certificate, string body) => Serve(domain, certificate, context =>
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(body);
    });

    /// <summary>Serves the page of a policy as it should not be served.</summary>
    public void Serve(string domain, IssuedCertificate certificate, RequestDelegate page)
    {
        using var read = X509Certificate2.CreateFromPemFile(certificate.ChainFile, certificate.KeyFile);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate.ChainFile);
        var leaf = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pfx), null);
        _certificates[$"mta-sts.{domain}"] = SslStreamCertificateContext.Create(leaf, chain, offline: true);
        _pages[$"mta-sts.{domain}"] = page;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        Requests.Enqueue($"{host}{context.Request.Path}");
        if (context.Request.Path != "/.well-known/mta-sts.txt" || !_pages.TryGetValue(host, out var page))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return page(context);
    }
}
