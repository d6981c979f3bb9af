using System.Globalization;
using Gatepost.Host.Output;
using Gatepost.Messages;
using Gatepost.Protocols.Text;

namespace Gatepost.Host.Send;

/// <summary>Prints a dialogue as it goes: <c>&gt;</c> is ours, <c>&lt;</c> the server's, <c>~</c> beside the lines.</summary>
internal sealed class DialogueView(Terminal terminal) : IDialogueView
{
    private const int Longest = 500;

    public void Said(string line) => terminal.Out.WriteLine($"> {PeerText.Escape(line, Longest)}");

    public void Heard(string line) => terminal.Out.WriteLine($"< {PeerText.Escape(line, Longest)}");

    public void Noted(string line) => terminal.Out.WriteLine($"~ {line}");

    public void Secured(TlsFacts facts)
    {
        if (!facts.IsEncrypted)
        {
            Noted($"no TLS: {PeerText.Shorten(facts.Problem, Longest)}");
            return;
        }

        Noted($"{facts.Protocol}, {facts.CipherSuite}");
        Noted($"certificate  {PeerText.Escape(facts.Subject ?? "none", Longest)}");
        if (facts.Names.Count > 0) Noted($"names        {PeerText.Escape(string.Join(", ", facts.Names), Longest)}");
        if (facts.NotAfter is { } end)
        {
            var left = end - terminal.Time.GetUtcNow();
            var when = left < TimeSpan.Zero ? $"expired {Amount.Span(-left)} ago" : $"in {Amount.Span(left)}";
            Noted(string.Create(CultureInfo.InvariantCulture, $"expires      {Amount.Moment(end)} UTC ({when})"));
        }

        if (facts.CertificateDigest is { } digest) Noted($"sha256       cert {digest}, spki {facts.PublicKeyDigest}");
        Noted(facts.Problem is { } problem
            ? $"not verified: {PeerText.Shorten(problem, Longest)}"
            : $"verified     by {PeerText.Escape(facts.VouchedBy ?? "its certificate", Longest)}");
    }
}
