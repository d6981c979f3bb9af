using System.CommandLine;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;
using Gatepost.Protocols.Sasl;
using Gatepost.Protocols.Text;
using Gatepost.Storage.Files;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost user …</c>: who may log in.</summary>
internal sealed class UserVerb(Terminal terminal)
{
    private const int ShownName = 255;

    private readonly Option<string?> _config = ConfigOption.Create();
    private readonly Argument<string> _name = new("name") { Description = "What the user logs in as; often an address." };

    public static Verb Build(Terminal terminal)
    {
        var user = new UserVerb(terminal);
        return new Verb("user", "Says who may log in.", "gatepost user add ann@harbour.example", "gatepost user list")
            .With(user.Add(), user.Remove(), user.List());
    }

    private Verb Add() =>
        new Verb("add", "Adds a user, or sets a new password: asked on a terminal, else the first line of standard input.",
                "gatepost user add ann@harbour.example")
            .With(_name, _config)
            .Does(terminal, (parsed, _) =>
            {
                var (name, file) = (parsed.GetValue(_name)!, File(parsed));
                var password = Secrets.Ask(terminal, $"Password of {PeerText.Escape(name, ShownName)}: ");
                if (terminal.InIsTerminal && Secrets.Ask(terminal, "Once more: ") != password)
                {
                    throw new Trouble("the two passwords differ: nothing was changed");
                }

                var isNew = Set(file, name, password);
                terminal.Out.WriteLine(isNew
                    ? $"{PeerText.Escape(name, ShownName)}: added"
                    : $"{PeerText.Escape(name, ShownName)}: has a new password");
                return Task.FromResult(ExitCode.Ok);
            });

    private Verb Remove() =>
        new Verb("remove", "Removes a user; sessions that are open stay.", "gatepost user remove ann@harbour.example")
            .With(_name, _config)
            .Does(terminal, (parsed, _) =>
            {
                var name = parsed.GetValue(_name)!;
                if (!File(parsed).Remove(name))
                {
                    throw new Trouble($"there is no user {PeerText.Escape(name, ShownName)}: see 'gatepost user list'");
                }

                terminal.Out.WriteLine($"{PeerText.Escape(name, ShownName)}: removed");
                return Task.FromResult(ExitCode.Ok);
            });

    private Verb List()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        return new Verb("list", "Lists who may log in.", "gatepost user list --json")
            .With(json, _config)
            .Does(terminal, (parsed, _) =>
            {
                var names = File(parsed).Names();
                if (parsed.GetValue(json)) ShownJson.Print(terminal, names, OutputJson.Default);
                else foreach (var name in names) terminal.Out.WriteLine(PeerText.Escape(name, ShownName));
                return Task.FromResult(ExitCode.Ok);
            });
    }

    private static bool Set(UsersFile file, string name, string password)
    {
        try
        {
            return file.Set(name, ScramVerifier.Create(password));
        }
        catch (ArgumentException e)
        {
            throw new Trouble(e.Message, ExitCode.Usage);
        }
    }

    private UsersFile File(ParseResult parsed) => new(ConfigLoading.Load(parsed.GetValue(_config)).UsersPath);
}
