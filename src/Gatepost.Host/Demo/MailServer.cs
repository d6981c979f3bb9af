using System.Diagnostics.Metrics;
using System.Net;
using Gatepost.Configuration;
using Gatepost.Inbound;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Gatepost.Host.Serving;

namespace Gatepost.Host.Demo;

/// <summary>
/// The final mail server of an organisation: the same SMTP sessions as the gateway's, but what they take ends in a Maildir.
/// </summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly WebApplication _host;

    private MailServer(WebApplication host) => _host = host;

    /// <summary>Opens its one port on loopback.</summary>
    public static async Task<MailServer> StartAsync(Organisation own, TimeProvider time, CancellationToken cancellationToken)
    {
        var listener = new ListenerConfig
        {
            Name = own.MailHost,
            Role = ListenerRole.Mx,
            Addresses = [new IPEndPoint(IPAddress.Loopback, own.MailServerPort)],
            StartTls = own.HasTls,
        };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = own.MailHost });
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        builder.Services.AddMetrics();
        builder.WebHost.UseKestrelCore();
        var host = builder.Build();
        var needs = Needs(own, time, host.Services.GetRequiredService<IMeterFactory>());
        var receive = new InboundListeners(needs).Receiver(listener);
        host.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<KestrelServerOptions>>().Value
            .Listen(listener.Addresses[0], options => options.Run(connection => receive(connection)));
        await host.StartAsync(cancellationToken);
        return new MailServer(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
    }

    private static InboundNeeds Needs(Organisation own, TimeProvider time, IMeterFactory meters) => new()
    {
        Config = new FixedConfig(new GatepostConfig
        {
            Hostname = own.MailHost,
            DataDirectory = own.Folder,
            Domains = [new DomainConfig { Name = own.Domain, NextHop = new HostPort("127.0.0.1", own.MailServerPort) }],
        }),
        Certificates = new DemoCertificates(own),
        Spool = new MaildirIntake(own.Maildir, time),
        Ledger = new NoLedger(),
        Users = new Nobody(),
        Recipients = new Everybody(),
        Time = time,
        Meters = meters,
        Loggers = NullLoggerFactory.Instance,
    };

    private sealed class NoLedger : Ledger.ILedger
    {
        public Task RecordAsync(IReadOnlyList<Ledger.LedgerEntry> entries, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }

    private sealed class Nobody : IUserDirectory
    {
        public Protocols.Sasl.ScramVerifier? Find(string name) => null;
    }

    private sealed class Everybody : IRecipientVerifier
    {
        public Task<RecipientAnswer> AskAsync(Protocols.Smtp.Mailbox recipient, CancellationToken cancellationToken) =>
            Task.FromResult(new RecipientAnswer(RecipientVerdict.Exists));
    }
}
