using System.Text;
using Gatepost.Protocols.MailAccess;

namespace Gatepost.Fuzz.Targets;

/// <summary>The lines of IMAP and POP3 before login.</summary>
internal sealed class MailAccessTarget : IFuzzTarget
{
    public string Name => "mail-access";

    public IReadOnlyList<string> Words { get; } =
        ["* ", "+ ", "a1 ", "OK ", "NO ", "BAD ", "PREAUTH ", "BYE ", "[CAPABILITY ", "] ", "STARTTLS", "LOGINDISABLED", "AUTH=PLAIN", "+OK ", "-ERR "];

    public ulong Run(byte[] input)
    {
        var line = Encoding.UTF8.GetString(input);
        var (imap, pop) = (ImapResponse.Read(line), PopReply.Read(line));
        if (imap is not null)
        {
            Must.BeOneLine(imap.Tag, "a tag");
            Must.BeOneLine(imap.Status, "a status");
            Must.Hold(!imap.IsSuccess || imap.Status == "OK", "a success that is none");
            Must.Hold(imap.Capabilities is null || imap.Capabilities.All(static word => word.Length > 0), "an empty capability");
        }

        if (pop is not null) Must.Hold(line.EndsWith(pop.Text, StringComparison.Ordinal), "words that nobody said");
        return Must.Shape(imap is null ? 0 : 1, imap?.Code.Length > 0 ? 1 : 0, imap?.Capabilities is null ? 0 : 1, imap?.IsUntagged is true ? 1 : 0,
            pop is null ? 0 : 1, pop?.IsPositive is null ? 0 : 1);
    }
}
