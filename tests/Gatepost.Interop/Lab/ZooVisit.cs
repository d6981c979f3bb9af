using System.Text.Json;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Gatepost.Interop.Lab;

/// <summary>
/// One visit to the zoo: a gateway that sends a message to every domain of it, and its checker that looks at every one, all at
/// once. What came of it is then told animal by animal.
/// </summary>
public sealed class ZooVisit(LabFixture lab) : IAsyncLifetime
{
    private const int AtOnce = 8;

    // Once they have been deferred so often, nothing changes for an hour.
    private const int Attempts = 3;

    private readonly Dictionary<string, string> _marks = [];
    private Dictionary<string, CheckedDomain> _checked = [];
    private PolicyHost _policies = null!;
    private Gateway _gateway = null!;

    internal ScriptedPeers Scripted { get; private set; } = null!;

    /// <summary>The ledger, when nothing more is to come.</summary>
    internal ILookup<string, LedgerLine> Ledger { get; private set; } = null!;

    /// <summary>The domains with mail in the queue.</summary>
    internal HashSet<string> Waiting { get; private set; } = [];

    /// <summary>What other people's tools say of it.</summary>
    internal OtherEyes Others { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var address = lab.Folder.Address("1.52");
        Scripted = await ScriptedPeers.StartAsync(
            lab.Folder, lab.Authority.IssueRsa("scripted", ["fake.test", .. Zoo.HostNames]), third: 21);
        Zoo.Populate(lab.Dns.Zones, lab.Authority, at => AddressOf(at, address));
        await lab.Dns.RestartAsync();
        _policies = await PolicyHost.StartAsync(address);
        foreach (var animal in Zoo.Animals.Where(static animal => animal.Sts is not null)) Serve(animal);
        _gateway = await Gateway.StartAsync(lab.Folder, address, Configuration(address));

        var looking = CheckAsync();
        await Parallel.ForEachAsync(Zoo.Animals, new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (animal, _) => await SendAsync(animal));
        _checked = await looking;
        await ReadAsync();
        Others = await OtherEyes.LookAsync(lab);
    }

    public async ValueTask DisposeAsync()
    {
        _gateway?.Dispose();
        Scripted?.Dispose();
        if (_policies is not null) await _policies.DisposeAsync();
    }

    internal string MarkOf(Animal animal) => _marks[animal.Name];

    /// <summary>What the checker says of a domain where it is taken for ours.</summary>
    internal async Task<string> CheckAsOursAsync(string domain) => (await _gateway.RunAsync("check", "--own", "--json", domain)).Output;

    internal CheckedDomain CheckOf(Animal animal) => _checked[animal.Domain];

    /// <summary>The checker as an operator runs it.</summary>
    internal Task<CommandRun> CheckAsync(params string[] arguments) => _gateway.RunAsync(["check", "--timeout", "3s", .. arguments]);

    private string AddressOf(string at, string own) => at switch
    {
        "policies" => own,
        "dead" => lab.Folder.Address("9.9"),
        _ when at.StartsWith("script ", StringComparison.Ordinal) => Scripted.Addresses[at[7..]],
        _ => lab.AddressOf(at),
    };

    private void Serve(Animal animal)
    {
        var host = $"mta-sts.{animal.Domain}";
        var certificate = lab.Authority.Issue(host, animal.Page == "certificate for another name" ? "www.zoo.test" : host);
        var policy = $"version: STSv1\r\nmode: {animal.Sts![0]}\r\nmx: {animal.Sts[1]}\r\nmax_age: 604800\r\n";
        _policies.Serve(animal.Domain, certificate, PolicyPages.Find(animal.Page, policy));
    }

    private string Configuration(string address)
    {
        var text = new GatewayConfig(lab.Folder, lab.Authority, address).Dns(lab.Dns.Validating)
            .Certificate(lab.Authority.Issue("zoo-gate", Gateway.Name)).Domain("inside.test", lab.AddressOf("postfix")).ToString();
        var outbound = $"[outbound]\nmx_port = {LabFolder.Port}\nmta_sts_port = {PolicyHost.Port}\nmta_sts_private_addresses = true\n";
        return text.Replace("[outbound]\n", outbound, StringComparison.Ordinal)
            .Replace("\"1s\", \"1s\", \"2s\"", "\"1s\", \"1s\", \"1h\"", StringComparison.Ordinal) + "[timeouts]\ngreeting = \"3s\"\n";
    }

    private async Task SendAsync(Animal animal)
    {
        var mark = $"zoo-{Guid.NewGuid():N}";
        lock (_marks) _marks[animal.Name] = mark;
        string[] boxes = animal.Script == "rcpt-mixed" ? ["a", "b", "c"] : ["a"];
        using var client = new SmtpClient { CheckCertificateRevocation = false, RequireTLS = animal.RequiresTls };
        client.ServerCertificateValidationCallback = static (_, _, _, _) => true;
        await client.ConnectAsync(_gateway.Address, Gateway.RelayPort, SecureSocketOptions.StartTls);
        await client.SendAsync(Letters.Plain("alice@inside.test", $"a@{animal.Domain}", mark),
            MailboxAddress.Parse("alice@inside.test"), boxes.Select(box => MailboxAddress.Parse($"{box}@{animal.Domain}")));
        await client.DisconnectAsync(true);
    }

    private async Task<Dictionary<string, CheckedDomain>> CheckAsync()
    {
        var list = lab.Folder.Write("zoo/domains", string.Join('\n', Zoo.Animals.Select(static animal => animal.Domain)));
        var run = await _gateway.RunAsync("check", "--json", "--timeout", "3s", "--at-once", $"{AtOnce}", "--file", list);
        return JsonSerializer.Deserialize<CheckedDomain[]>(run.Output, JsonSerializerOptions.Web)!.ToDictionary(static domain => domain.Domain);
    }

    /// <summary>Reads ledger and queue, once everything has ended or been deferred as often as it is before the long pause.</summary>
    private async Task ReadAsync()
    {
        for (var tries = 0; tries < 60; tries++)
        {
            var run = (await _gateway.RunAsync("ledger", "--json", "--kind", "attempt", "--limit", "10000")).MustSucceed();
            Ledger = JsonSerializer.Deserialize<LedgerLine[]>(run.Output, JsonSerializerOptions.Web)!.Reverse()
                .ToLookup(static row => row.RecipientDomain);
            if (Zoo.Animals.All(animal => IsSettled(Ledger[animal.Domain]))) break;
            await Task.Delay(500);
        }

        var queue = (await _gateway.RunAsync("queue", "list", "--json")).MustSucceed();
        Waiting = [.. Zoo.Animals.Select(static animal => animal.Domain)
            .Where(domain => queue.Output.Contains($"\"{domain}\"", StringComparison.Ordinal))];
    }

    private static bool IsSettled(IEnumerable<LedgerLine> attempts)
    {
        var rows = attempts.ToList();
        return rows.Any(static row => row.Outcome is "delivered" or "failed")
            || rows.Count(static row => row.Outcome is "deferred") >= Attempts;
    }
}
