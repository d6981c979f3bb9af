using System.CommandLine;
using System.Net;
using Gatepost.Checks.Own;
using Gatepost.Configuration;
using Gatepost.Configuration.Values;
using Gatepost.Host.CommandLine;
using Gatepost.Protocols.Text;

namespace Gatepost.Host.Check;

/// <summary>What <c>gatepost check --own</c> can be told about our place, since nothing else tells it.</summary>
internal sealed class OwnOptions
{
    private readonly Option<string[]> _selectors = new("--selector")
    {
        Description = "With --own: a selector of the DKIM keys with which our mail is signed. Once for each.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _sendsFrom = new("--sends-from")
    {
        Description = "With --own: an address from which our mail leaves, as receivers see it. Once for each; else those of this "
            + "machine and of the hostname.",
        HelpName = "ADDRESS",
    };

    private readonly Option<string[]> _clientHosts = new("--client-host")
    {
        Description = "With --own: a server that people set in their mail programs. Once for each; those that the configuration "
            + "or SRV records name are known.",
        HelpName = "NAME",
    };

    public Option[] All => [_selectors, _sendsFrom, _clientHosts];

    /// <summary>Whether any of them is given.</summary>
    public bool IsGiven(ParseResult parsed) =>
        Texts(parsed, _selectors).Length + Texts(parsed, _sendsFrom).Length + Texts(parsed, _clientHosts).Length > 0;

    /// <exception cref="Trouble">One of them cannot be read.</exception>
    public OwnQuestions Read(ParseResult parsed, GatepostConfig? gateway) => new()
    {
        Selectors = [.. Texts(parsed, _selectors).Select(Name)],
        SendsFrom = [.. Texts(parsed, _sendsFrom).Select(Address)],
        ClientHosts = [.. Texts(parsed, _clientHosts).Select(Host)],
        Gateway = gateway,
    };

    private static string[] Texts(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) ?? [];

    private static string Host(string text) => IPAddress.TryParse(text, out var address) ? address.ToString() : Name(text);

    private static string Name(string text) => HostNameText.Parse(text) is { IsGood: true, Value: var name }
        ? name
        : throw new Trouble($"{PeerText.Quote(text, 80)} is no name: write it as it stands in the DNS", ExitCode.Usage);

    private static IPAddress Address(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new Trouble($"--sends-from {PeerText.Quote(text, 80)} is no address: write 192.0.2.25 or 2001:db8::25",
            ExitCode.Usage);
}
