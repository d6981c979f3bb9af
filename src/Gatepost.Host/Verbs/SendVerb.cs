using System.CommandLine;
using Gatepost.Configuration;
using Gatepost.Configuration.Values;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Output;
using Gatepost.Host.Send;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Host.Verbs;

/// <summary><c>gatepost send</c>: a small real SMTP client to try things with.</summary>
internal sealed class SendVerb(Terminal terminal)
{
    private readonly Option<string> _server = new("--server")
    {
        Description = "Where to: host or address, and the port if it is not 25.",
        HelpName = "HOST:PORT",
        Required = true,
    };

    private readonly Option<string> _from = new("--from")
    {
        Description = "The sender; <> for none.",
        HelpName = "ADDRESS",
        Required = true,
    };

    private readonly Option<string[]> _to = new("--to")
    {
        Description = "A recipient; may be given again.",
        HelpName = "ADDRESS",
        Required = true,
    };

    private readonly Option<string> _subject = new("--subject")
    {
        Description = "The subject.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "A message to try Gatepost",
    };

    private readonly Option<string> _body = new("--body")
    {
        Description = "The text.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "Sent by gatepost send.",
    };

    private readonly Option<string?> _file = new("--file")
    {
        Description = "A whole message, headers and all, instead of --subject and --body; - reads it from standard input.",
        HelpName = "FILE",
    };

    private readonly Option<string> _tls = new Option<string>("--tls")
    {
        Description = "none: clear text. may: where it is offered. encrypt: always. verify: always, with a valid certificate. "
            + "implicit: from the first octet (port 465), verified where --ca or --name is given.",
        HelpName = "WORD",
        DefaultValueFactory = _ => "may",
    }.AcceptOnlyFromAmong("none", "may", "encrypt", "verify", "implicit");

    private readonly Option<string?> _ca = new("--ca")
    {
        Description = "PEM file of the CAs to trust instead of the system's.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "The name that the certificate must bear, where it is not the server's.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _user = new("--user")
    {
        Description = "Log in; the password is asked, or read from standard input.",
        HelpName = "NAME",
    };

    private readonly Option<string> _helo = new("--helo")
    {
        Description = "What we call ourselves.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "localhost",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print JSON instead of the dialogue." };

    public static Verb Build(Terminal terminal)
    {
        var send = new SendVerb(terminal);
        return new Verb("send", "Sends a message over SMTP and shows each line of the dialogue, and what TLS was like.",
                "gatepost send --server 127.0.0.1:25 --from you@harbour.example --to postmaster@harbour.example",
                "gatepost send --server mx.lighthouse.example --tls verify --from you@harbour.example --to a@lighthouse.example")
            .With(send._server, send._from, send._to, send._subject, send._body, send._file, send._tls, send._ca, send._name,
                send._user, send._helo, send._json)
            .Does(terminal, send.RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var order = Order(parsed);
        var json = parsed.GetValue(_json);
        IDialogueView view = json ? new SilentView() : new DialogueView(terminal);
        var report = await new SmtpProbe(order, view, terminal.Time).RunAsync(cancellationToken);
        if (json) ShownJson.Print(terminal, report, OutputJson.Default);
        else terminal.Out.WriteLine(
            report.Accepted ? $"accepted, {report.Tls.Reached}: {Shown(report.Result)}"
                : $"not accepted: {Shown(report.Result)}");
        return report.Accepted ? ExitCode.Ok : ExitCode.Refused;
    }

    private static string Shown(string text) => Protocols.Text.PeerText.Escape(text, 400);

    private SendOrder Order(ParseResult parsed)
    {
        var from = parsed.GetValue(_from) is "<>" or "" ? null : Address(parsed.GetValue(_from)!, "--from");
        var to = parsed.GetValue(_to)!.Select(text => Address(text, "--to")).ToList();
        var tls = parsed.GetValue(_tls)!;
        var trusts = parsed.GetValue(_ca) is not null || parsed.GetValue(_name) is not null;
        var user = parsed.GetValue(_user);
        return new SendOrder
        {
            Server = Server(parsed.GetValue(_server)!),
            From = from,
            To = to,
            Content = Content(parsed, from, to),
            Tls = TlsOf(tls),
            Verify = tls == "verify" || (tls == "implicit" && trusts),
            CaFile = parsed.GetValue(_ca),
            Name = parsed.GetValue(_name),
            Helo = parsed.GetValue(_helo)!,
            User = user,
            Password = user is null ? null : Secrets.Ask(terminal, $"Password of {user}: "),
        };
    }

    private byte[] Content(ParseResult parsed, Mailbox? from, List<Mailbox> to)
    {
        if (parsed.GetValue(_file) is not { } file)
        {
            return Composer.Compose(from, to, parsed.GetValue(_subject)!, parsed.GetValue(_body)!, terminal.Time.GetUtcNow());
        }

        if (file != "-") return Composer.FromFile(File.ReadAllBytes(file));
        if (parsed.GetValue(_user) is not null) throw new Trouble(
            "standard input cannot be message and password at once: use --file FILE", ExitCode.Usage);
        using var input = Console.OpenStandardInput();
        using var content = new MemoryStream();
        input.CopyTo(content);
        return Composer.FromFile(content.ToArray());
    }

    private static Mailbox Address(string text, string option) => Mailbox.TryParse(text, out var mailbox)
        ? mailbox
        : throw new Trouble($"{option} {text} is no address: write it like you@harbour.example, without < and >", ExitCode.Usage);

    private static SendTls TlsOf(string word) => word switch
    {
        "none" => SendTls.None,
        "may" => SendTls.May,
        "implicit" => SendTls.Implicit,
        _ => SendTls.StartTls,
    };

    private static HostPort Server(string text)
    {
        var parsed = HostPortText.Parse(text);
        return parsed.IsGood ? parsed.Value
            : throw new Trouble($"--server {text} {parsed.Complaint}: write it like mx.harbour.example:25", ExitCode.Usage);
    }
}
