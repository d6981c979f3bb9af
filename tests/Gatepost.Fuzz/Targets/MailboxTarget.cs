using System.Net;
using System.Text;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Fuzz.Targets;

/// <summary>Addresses, domain names and literals; and whatever it is, it can be shown.</summary>
internal sealed class MailboxTarget : IFuzzTarget
{
    public string Name => "mailbox";

    public IReadOnlyList<string> Words { get; } =
        ["a@b.example", "\"a b\"@c", "@", ".", "\"", "\\", "[192.0.2.1]", "[IPv6:", "::", "xn--", "\xC3\xBC", "\xE3\x80\x82",
            "\xE2\x80\xAE", "-", "_"];

    public ulong Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var shown = PeerText.Quote(text, 100);
        Must.BeOneLine(shown, "what is shown");
        if (!Mailbox.TryParse(text, out var mailbox, out var problem))
            return Must.Shape((int)problem, Must.Rough(Math.Abs(shown.Length - text.Length)));
        Must.BeEqual(text, mailbox.ToString(), "an address is written as something else");
        Must.BeOneLine(text, "an address");
        Must.BeEqual(mailbox.DomainKey, DomainName.Normalize(mailbox.DomainKey), "the domain's one form has another");
        Must.Hold(Ascii.IsValid(mailbox.DomainKey), "a domain to look up that is not ASCII");
        if (mailbox.IsAddressLiteral)
        {
            Must.Hold(DomainLiteral.TryParse(mailbox.Domain, out IPAddress? address), "a literal that is none");
            Must.Hold(DomainLiteral.IsValid(DomainLiteral.Format(address!)), "a literal that is not read back");
        }

        return Must.Shape(99,
            mailbox.LocalPart[0] is '"' ? 1 : 0, mailbox.IsAddressLiteral ? 1 : 0, mailbox.NeedsSmtpUtf8 ? 1 : 0,
            Must.Rough(mailbox.Domain.Length));
    }
}
