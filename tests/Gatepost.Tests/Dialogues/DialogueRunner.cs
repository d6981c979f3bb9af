using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Protocols.Smtp;
using Gatepost.Tests.Fakes;
using Gatepost.Tests.Inbound;

namespace Gatepost.Tests.Dialogues;

/// <summary>Plays a dialogue against the real session, over a connection in memory, with real TLS.</summary>
internal sealed class DialogueRunner(Dialogue dialogue, DialogueMode mode) : IAsyncDisposable
{
    private readonly TestGate _gate = new();
    private readonly List<byte> _waiting = [];
    private ListenerConfig _listener = TestGate.Mx;
    private TestClient? _client;
    private SmtpReply? _last;

    private TestClient Client => _client ??= _gate.Connect(_listener);

    /// <summary>Plays all of it; false where it is not meant for this mode.</summary>
    public async Task<bool> PlayAsync()
    {
        foreach (var step in dialogue.Steps)
        {
            if (step.Kind == '@' && step.Text.StartsWith("modes ", StringComparison.Ordinal))
            {
                if (!step.Text.Contains(mode.ToString(), StringComparison.OrdinalIgnoreCase)) return false;
                continue;
            }

            try
            {
                await TakeAsync(step);
            }
            catch (Exception fault)
            {
                var log = string.Join("\n  ", _gate.Log.All.TakeLast(8).Select(static line => line.Text));
                var place = $"{dialogue.Name}.dialogue:{step.Line}, by {mode}: {step.Kind} {step.Text}";
                Assert.Fail($"{place}\n  {fault.Message}\nlog:\n  {log}");
            }
        }

        await SendWaitingAsync();
        await DisposeAsync();
        Assert.Equal(0, _gate.Spool.OpenContents);
        Assert.Equal(0, _gate.Listeners.OpenSessions);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { } client) await client.DisposeAsync();
        await _gate.DisposeAsync();
    }

    private async Task TakeAsync(DialogueStep step)
    {
        if (step.Kind == '@')
        {
            SetUp(step.Text.Split(' ', 2));
            return;
        }

        if (step.Kind == '>')
        {
            await SayAsync(step.Text);
            return;
        }

        await SendWaitingAsync();
        if (step.Kind == '<') await HearAsync(step.Text);
        else if (step.Kind == '~') await HappenAsync(step.Text.Split(' ', 2));
        else Check(step.Text);
    }

    private async Task SayAsync(string text)
    {
        _ = Client;
        _waiting.AddRange(Dialogue.Octets(text));
        if (mode is not DialogueMode.Whole) await SendWaitingAsync();
    }

    private async Task SendWaitingAsync()
    {
        byte[] octets = [.. _waiting];
        _waiting.Clear();
        if (mode is not DialogueMode.Octet) await (octets.Length == 0 ? Task.CompletedTask : Client.SendAsync(octets));
        else
            foreach (var octet in octets) await Client.SendAsync(new[] { octet });
    }

    private async Task HearAsync(string pattern)
    {
        if (pattern.StartsWith("! ", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(pattern[2..], Shown(_last!), StringComparison.Ordinal);
            return;
        }

        _last = await Client.ReadReplyAsync();
        Assert.True(Dialogue.Matches(pattern, Shown(_last)), $"came: {Shown(_last)}");
    }

    // The lines of a reply stand behind each other: "250-gate.example PIPELINING SIZE 1000".
    private static string Shown(SmtpReply reply) =>
        $"{reply.Code}{(reply.Lines.Count > 1 ? '-' : ' ')}{string.Join(' ', reply.Lines)}";

    private async Task HappenAsync(string[] words)
    {
        switch (words)
        {
            case ["tls"]: await Client.StartTlsAsync(); break;
            case ["tls", "certificate"]: await Client.StartTlsAsync(FakeCertificates.ForRelayClient()); break;
            case ["tls", "foreign-certificate"]: await Client.StartTlsAsync(FakeCertificates.OfAnotherCa()); break;
            case ["tls", "server-certificate"]: await Client.StartTlsAsync(FakeCertificates.OfPartner); break;
            case ["tls", "1.2"]: await Client.StartTlsAsync(protocols: SslProtocols.Tls12); break;
            case ["close_notify"]: await Client.CloseTlsAsync(); break;
            case ["eof"]: await Client.EndAsync(); break;
            case ["closed"]: await CloseAsync(); break;
            case ["certificates", "missing"]: _gate.Certificates.AreMissing = true; break;
            case ["certificates", "back"]: _gate.Certificates.AreMissing = false; break;
            case ["wait", var time]: _gate.Time.Advance(TimeSpan.Parse(time, CultureInfo.InvariantCulture)); break;
            case ["stop"]: _gate.Stop(); break;
            case ["disk", var how]: BreakDisk(how); break;
            default: throw new FormatException("unknown event");
        }
    }

    // A server that refused waits a short while for the client's last octets: longer than that, and shorter than any time-out.
    private async Task CloseAsync()
    {
        var line = Client.ReadLineAsync();
        if (!line.IsCompleted) _gate.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(await line);
    }

    private void BreakDisk(string how)
    {
        _gate.Spool.IsFull = how == "full";
        _gate.Spool.WriteFault = how == "does not write" ? new IOException("write: no space", 28) : null;
        _gate.Spool.CommitFault = how == "does not sync" ? new IOException("sync failed", 5) : null;
    }

    private void SetUp(string[] words)
    {
        Assert.Null(_client);
        var limits = _gate.Config.Limits;
        switch (words)
        {
            case ["listener", "mx"]: break;
            case ["listener", "submission"]: _listener = TestGate.Submission; break;
            case ["listener", "submissions"]: _listener = TestGate.Submissions; break;
            case ["listener", "relay"]: _listener = TestGate.Relay; break;
            case ["network", var network]: _listener = _listener with { Networks = [IPNetwork.Parse(network)] }; break;
            case ["starttls", "off"]: _listener = _listener with { StartTls = false }; break;
            case ["client_ca"]: _listener = _listener with { ClientCaFile = FakeCertificates.CaFile }; break;
            case ["bare_newline", "normalize"]: _listener = _listener with { BareNewline = BareNewline.Normalize }; break;
            case ["partner", var text]: _gate.Config = _gate.Config with { Partners = [DialoguePartner.Of(text)] }; break;
            case ["limit", var text] when text.Split(' ') is [var name, var value]:
                var number = int.Parse(value, CultureInfo.InvariantCulture);
                _gate.Config = _gate.Config with { Limits = DialogueLimits.With(limits, name, number) };
                break;
            default: throw new FormatException("unknown set-up");
        }
    }

    private void Check(string text)
    {
        var messages = _gate.Spool.Messages;
        var parts = messages.Count == 0 ? [] : messages[^1];
        var (what, expected) = text.Split(' ', 2) is [var name, var rest] ? (name, rest) : (text, "");
        string? actual = what switch
        {
            "messages" => messages.Count.ToString(CultureInfo.InvariantCulture),
            "entries" => string.Join(' ', parts.Select(static part => part.Destination)),
            "recipients" => string.Join(' ', parts.SelectMany(DialogueEnvelope.Addresses)),
            "sender" => parts[0].Envelope.Sender,
            "direction" => parts[0].Direction.ToString(),
            "envelope" => DialogueEnvelope.Show(parts[0].Envelope),
            "assurance" => parts[0].Origin.Tls.Reached.ToString(),
            "user" => parts[0].Origin.User ?? "-",
            "content" => DialogueEnvelope.Escape(FakeSpool.TextOf(parts[0])),
            "prefix" => DialogueEnvelope.Unfold(Encoding.UTF8.GetString(parts[0].PrefixHeaders.Span)),
            "why" => string.Join(' ', _gate.Ledger.Rows.Select(static row => row.Why)),
            "ledger" => string.Join(' ', _gate.Ledger.Rows.Select(DialogueEnvelope.Show)),
            "log" => IsLogged(expected) ? expected : "no such line",
            "nolog" => IsLogged(expected) ? "there is such a line" : expected,
            _ => throw new FormatException("unknown fact"),
        };
        Assert.True(Dialogue.Matches(expected + (expected.EndsWith('…') ? "" : "\u0003"), actual + "\u0003"), $"is: {actual}");
    }

    private bool IsLogged(string text) => _gate.Log.All.Any(line => line.Text.Contains(text, StringComparison.Ordinal));
}
