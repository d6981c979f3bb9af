using Gatepost.Checks.Reports;
using Gatepost.Host.Output;
using Gatepost.Messages;

namespace Gatepost.Host.Check;

/// <summary>Prints what was found out about one domain for a person.</summary>
/// <param name="terminal">Where.</param>
/// <param name="explainsAll">Also what is only worth knowing gets its explanation.</param>
internal sealed class DomainView(Terminal terminal, bool explainsAll)
{
    private readonly Prose _prose = new(terminal);

    public static string Colour(Assurance? reachable) => reachable switch
    {
        null => "grey",
        Assurance.Clear => "red",
        Assurance.Encrypted => "yellow",
        _ => "green",
    };

    public static string Words(DomainReport report) => report.Outlook switch
    {
        Outlook.Verified => "mail can go encrypted and verified, at every host",
        Outlook.Encrypted => "mail can go encrypted at every host, but nobody can tell to whom",
        Outlook.Clear => "mail goes in clear text, at one host at least",
        Outlook.Incomplete => "not every host could be used, so nothing is certain",
        _ => "mail cannot be delivered",
    };

    public static string Colour(Outlook outlook) => outlook switch
    {
        Outlook.Verified => "green",
        Outlook.Encrypted or Outlook.Incomplete => "yellow",
        _ => "red",
    };

    public void Print(DomainReport report)
    {
        _prose.Text("", $"{report.Domain}: {Words(report)}", $"bold {Colour(report.Outlook)}");
        _prose.Text("", $"What can be proven at all hosts: {report.Reachable?.Word() ?? "unknown"}");
        _prose.Blank();
        PrintWalk(report);
        PrintTls(report.Hosts);
        new FindingsView(_prose, explainsAll).Print(report.Findings);
        PrintTranscripts(report);
    }

    /// <summary>The hosts, how mail would go to them, and what would break.</summary>
    /// <param name="report">What was found out.</param>
    /// <param name="isOwn">The domain is ours: it is others whose mail comes.</param>
    public void PrintWalk(DomainReport report, bool isOwn = false)
    {
        if (report.Hosts.Count > 0)
        {
            new Matrix(_prose).Print(report.Hosts);
            _prose.Blank();
        }

        _prose.Heading(isOwn ? "How a stranger's mail would come now" : "How mail would go now");
        _prose.Text("  ", report.Now);
        var stricter = report.Hosts.Where(host => host.Level != report.Level)
            .Select(host => $"{host.Name} to {host.Level.Word()}").ToList();
        var exceptions = stricter.Count > 0 ? $", and {string.Join(", ", stricter)}" : "";
        _prose.Text("  ", $"It is held to the level {report.Level.Word()}{exceptions}, since:");
        foreach (var evidence in report.Evidence) _prose.Text("    ", $"{evidence.Source}: {evidence.Statement}");
        if (report.IfEnforced.Count > 0)
            PrintEnforcement(isOwn
                ? "What would not come any more if a sender enforced encryption"
                : "What would break if encryption were enforced", report.IfEnforced);
    }

    /// <summary>What each server's TLS can be talked into, where it was asked for; where several are the same, once.</summary>
    public void PrintTls(IEnumerable<HostReport> hosts)
    {
        var probed = hosts.SelectMany(static host => host.Addresses).DistinctBy(static address => address.Peer)
            .Where(static address => address.TlsProfile is not null);
        foreach (var same in probed.GroupBy(static address => address.TlsProfile!.Text))
            new TlsProfileView(_prose).Print([.. same]);
    }

    /// <summary>The dialogues, where they were asked for.</summary>
    public void PrintTranscripts(DomainReport report)
    {
        foreach (var address in report.Hosts.SelectMany(host => host.Addresses)) PrintTranscript(address);
    }

    private void PrintEnforcement(string heading, IReadOnlyList<EnforcementReport> levels)
    {
        _prose.Blank();
        _prose.Heading(heading);
        EnforcementReport? last = null;
        foreach (var level in levels)
        {
            var word = $"  {level.Level.Word(),-10} ";
            var isSame = level.Breaks && last is not null && level.Obstacles.SequenceEqual(last.Obstacles);
            if (isSame) _prose.Text(word, $"the same as at {last!.Level.Word()}", "red");
            else if (!level.Breaks) _prose.Text(word, "nothing", "green");
            else _prose.Text(word, $"{level.Obstacles.Count} of {level.Judged} addresses would take no mail:", "red");
            last = level;
            if (isSame) continue;
            foreach (var obstacles in level.Obstacles.GroupBy(obstacle => obstacle.Why))
                _prose.Text("             ",
                    $"{string.Join(", ", obstacles.Select(obstacle => obstacle.Peer))}: {obstacles.Key}");
        }
    }

    private void PrintTranscript(AddressReport address)
    {
        if (address.Transcript is not { } lines) return;
        _prose.Blank();
        _prose.Heading($"The dialogue with {address.Peer}");
        foreach (var line in lines) _prose.Text($"  {line.Mark} ", line.Text, line.Mark == '~' ? "grey" : null);
        if (address.Failure is { } failure) _prose.Text("  ~ ", failure, "red");
    }
}
