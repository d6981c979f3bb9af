using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>Every domain of the zoo (lab/zoo.txt): what becomes of mail for it, and what the checker says beforehand.</summary>
[Collection(SharedLab.Name)]
public sealed class ZooTests(LabFixture lab, ZooVisit visit) : IClassFixture<ZooVisit>
{
    private static readonly string[] Receivers = ["postfix", "exim", "opensmtpd"];

    /// <summary>Where others see something else at a host, and why.</summary>
    private static readonly Dictionary<string, string> KnownDifferences = new()
    {
        ["danetool, dane-ta-whole: differs, not proven"] =
            "it does not take an authority from the record itself, where the server does not send it (RFC 7671 §5.2.1, §5.2.2)",
        ["danetool, dane-ta-wrongname: proven, not differs"] = "it looks at no names, which usage 2 asks for (RFC 7672 §3.1.2)",
        ["danetool, dane-agility: proven, not differs"] = "it takes any digest that fits, also one that a better one overrides (RFC 7671 §9)",
        ["danetool, dane-pkix-only: proven, not not proven"] = "it takes usage 1, which means nothing for mail servers (RFC 7672 §3.1.3)",
        ["posttls-finger, starttls-inject: not proven, not no TLS"] =
            "it throws away what somebody has put in before the handshake, and goes on; to us that is an attack",
    };

    public static TheoryData<string> Names => [.. Zoo.Animals.Select(static animal => animal.Name + (animal.IsSigned ? "" : " (unsigned)"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mail_ends_as_it_should_and_the_ledger_says_why(string name)
    {
        var animal = Find(name);
        var rows = visit.Ledger[animal.Domain].ToList();
        var shown = string.Join('\n', rows);

        var last = rows.LastOrDefault(row => row.Outcome == animal.Outcome);
        Assert.True(last is not null, $"nothing was {animal.Outcome}:\n{shown}");
        if (animal.Outcome == "deferred") Assert.DoesNotContain(rows, static row => row.Outcome is "delivered" or "failed");
        if (animal.Reached is not null) Assert.True(animal.Reached == last.Tls.Reached, shown);
        Assert.True(rows.Any(row => $"{row.Outcome} {row.Reply} {row.Why} {row.Tls.Problem} {row.Tls.VouchedBy}".Contains(
            animal.Because, StringComparison.Ordinal)), $"nothing says {animal.Because}:\n{shown}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_message_is_in_one_place_at_least_and_nowhere_it_should_not_be(string name)
    {
        var animal = Find(name);
        var mark = visit.MarkOf(animal);

        // Of three recipients one takes it at once, and one later.
        var copies = animal.Outcome != "delivered" ? 0 : animal.Script == "rcpt-mixed" ? 2 : 1;
        await Poll.UntilAsync(() => Copies(animal, mark) >= copies, $"of {copies} copies there are {Copies(animal, mark)}");
        Assert.Equal(copies, Copies(animal, mark));
        Assert.Equal(animal.Outcome == "deferred", visit.Waiting.Contains(animal.Domain));
        if (animal.Outcome == "failed" || animal.Script == "rcpt-mixed")
            Assert.Contains(lab.MailboxOf("postfix").With(mark), IsNotice);
        if (animal.Outcome != "delivered" || animal.Reached != "clear")
            Assert.DoesNotContain(visit.Scripted.Sessions(animal.Script ?? ""), session => session.Clear && Bears(session, mark));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_checker_says_so_beforehand(string name)
    {
        var animal = Find(name);
        var report = visit.CheckOf(animal);
        var found = report.Findings.Select(static finding => finding.Id).ToHashSet();

        Assert.True(animal.Outlook == report.Outlook, Shown(report));
        Assert.True(animal.Finds.ToHashSet().IsSubsetOf(found), Shown(report));
        Assert.False(animal.DoesNotFind.Any(found.Contains), Shown(report));
        // What mail has proven, the checker has said; what it has not, nobody may be told.
        if (animal.Reached is "dane-verified" or "sts-verified" or "clear") Assert.Equal(animal.Reached, report.Reachable);
    }

    [Fact]
    public async Task Our_own_domain_is_asked_who_may_issue_its_certificates()
    {
        var output = await visit.CheckAsOursAsync($"caa-other.{Zoo.Signed}");

        Assert.Contains("\"id\": \"A11-bound\"", output, StringComparison.Ordinal);
        // The CA of the lab is none that everybody knows, so nobody can say by which word it goes.
        Assert.DoesNotContain("\"id\": \"A11-ca\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Posttls_finger_and_danetool_see_the_same_at_every_host()
    {
        var seen = new List<string>();
        foreach (var animal in Zoo.Animals)
        {
            foreach (var host in visit.CheckOf(animal).Hosts.DefaultIfEmpty(new("", [])))
            {
                var ours = host.Verdict;
                // It says of a certificate that nobody vouches for it, and not whether somebody asked for that.
                if (visit.Others.Finger(animal, host.Name) is { } finger && finger != (ours is OtherEyes.Differs ? OtherEyes.NotProven : ours))
                    seen.Add($"posttls-finger, {animal.Name}: {finger}, not {ours}");
                if (host.Name == animal.Host && visit.Others.Danetool(animal) is { } danetool && danetool != ours)
                    seen.Add($"danetool, {animal.Name}: {danetool}, not {ours}");
            }
        }

        Assert.True(KnownDifferences.Keys.Order().SequenceEqual(seen.Order()), string.Join('\n', seen));
    }

    /// <summary>Each row: the exit code, what must be in the text, and what is checked.</summary>
    [Theory]
    [InlineData(0, "dane-verified", "partner.zoo.test")]
    [InlineData(4, "D1", "expired.unsigned-zoo.test")]
    [InlineData(3, "E4", "dane-two.zoo.test")]
    [InlineData(3, "A8", "mxdead.zoo.test")]
    [InlineData(5, "B1", "plain.unsigned-zoo.test")]
    [InlineData(1, "A3", "nullmx.zoo.test")]
    [InlineData(1, "E4", "dane-badhash.zoo.test")]
    [InlineData(5, "1 verified, 1 encrypted, 1 clear", "partner.zoo.test", "plain.unsigned-zoo.test", "expired.unsigned-zoo.test")]
    [InlineData(3, "no-such-file", "--file", "/no-such-file")]
    [InlineData(2, "--no-such-option", "partner.zoo.test", "--no-such-option")]
    public async Task The_checker_tells_scripts_how_grave_it_is_and_people_why(int exitCode, string words, params string[] arguments)
    {
        var run = await visit.CheckAsync(arguments);

        Assert.True(exitCode == run.ExitCode, $"{run.ExitCode}\n{run.Output}");
        Assert.True(run.Output.Contains(words, StringComparison.Ordinal), run.Output);
    }

    // A scripted peer writes down what it stored when the connection ends.
    private int Copies(Animal animal, string mark) => animal.Script is { } script
        ? visit.Scripted.Sessions(script).Where(session => Bears(session, mark)).Sum(static session => session.Stored)
        : Receivers.Sum(receiver => lab.MailboxOf(receiver).With(mark).Count(static message => !IsNotice(message)));

    private static Animal Find(string name) =>
        Zoo.Animals.Single(animal => animal.Name + (animal.IsSigned ? "" : " (unsigned)") == name);

    private static bool Bears(ScriptedSession session, string mark) =>
        session.Lines.Any(line => line.Contains(mark, StringComparison.Ordinal));

    private static bool IsNotice(string message) => message.Contains("message/delivery-status", StringComparison.Ordinal);

    private static string Shown(CheckedDomain report) =>
        $"{report.Outlook}, {report.Reachable}: {report.Now}\n{string.Join('\n', report.Findings)}";
}
