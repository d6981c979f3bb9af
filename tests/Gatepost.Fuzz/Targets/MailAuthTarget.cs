using System.Net;
using System.Text;
using Gatepost.Protocols.MailAuth;
using Gatepost.Protocols.Text;

namespace Gatepost.Fuzz.Targets;

/// <summary>The TXT records of SPF, DKIM and DMARC: a record for each line.</summary>
internal sealed class MailAuthTarget : IFuzzTarget
{
    private static readonly SpfMacroValues Values =
        new(IPAddress.Parse("2001:db8::1"), "local", "sender.example", "record.example", "greeting.example");

    public string Name => "mail-auth";

    public IReadOnlyList<string> Words { get; } =
        ["v=spf1 ", "v=DKIM1;", "v=DMARC1;", "-all", "~all", "include:", "redirect=", "exp=", "exists:", "ip4:192.0.2.0/24", "ip6:", "a:", "mx",
            "//64", "/24", "%{ir}", "%{d2r-}", "%%", "p=", "k=rsa", "k=ed25519", "t=y", "h=", "s=", "rua=mailto:", "ruf=", "sp=", "np=", "psd=y",
            "reject", "none", ";", ",", "=", "\n", "MIGf", "a@b.example", "%0D%0A"];

    public ulong Run(byte[] input)
    {
        var texts = Encoding.UTF8.GetString(input).Split('\n');
        var spf = SpfRecord.Read(texts);
        foreach (var directive in spf.Directives) Check(directive);
        if (spf.Redirect is { } redirect) Must.BeOneLine(SpfMacro.Expand(redirect, Values), "a redirect");
        Must.Hold(spf.State is TxtRecordState.Valid || spf.Directives.Count == 0, "directives of no record");
        var dkim = DkimKeyRecord.Read(texts);
        Must.BeEqual(dkim.State is TxtRecordState.Valid, dkim is { Bits: > 0, Flaws.Count: 0 }, "a key without a length");
        var dmarc = DmarcRecord.Read(texts);
        foreach (var mailbox in dmarc.AggregateTo.Concat(dmarc.FailuresTo)) Must.BeOneLine(mailbox.ToString(), "a destination");
        Must.Hold(dmarc.State is TxtRecordState.Valid || dmarc.Policy is DmarcPolicy.None, "a policy of no record");
        var domain = texts[^1];
        Must.Hold(DmarcTree.Targets(domain).Count <= DmarcTree.MostQuestions, "a walk without end");
        return Must.Shape((int)spf.State, (int)dkim.State, (int)dmarc.State, Must.Rough(spf.Directives.Count), (int)dkim.Type,
            (int)dmarc.Policy, dmarc.AggregateTo.Count > 0 ? 1 : 0,
            spf.Flaws.Aggregate(0, static (all, flaw) => all | (1 << (int)flaw)),
            dkim.Flaws.Aggregate(0, static (all, flaw) => all | (1 << (int)flaw)),
            dmarc.Flaws.Aggregate(0, static (all, flaw) => all | (1 << (int)flaw)));
    }

    private static void Check(SpfDirective directive)
    {
        Must.Hold(directive.Prefix4 is >= 0 and <= 32 && directive.Prefix6 is >= 0 and <= 128, "a prefix that is none");
        if (directive.Address is { } address) Must.Hold(directive.Covers(address, address), "a network without its own address");
        if (directive.Domain is not { } domain) return;
        var name = SpfMacro.Expand(domain, Values);
        Must.Hold(name.Length <= 253 || !name.Contains('.'), "a name that is too long");
        Must.BeOneLine(name, "a name");
    }
}
