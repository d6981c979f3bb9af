using Gatepost.Interop.Lab;

namespace Gatepost.Interop;

/// <summary>Every domain of the zoo (lab/zoo.txt): what becomes of mail for it, and what the checker says beforehand.</summary>
[Collection(SharedLab.Name)]
public sealed class ZooTests(LabFixture lab, ZooVisit visit) : IClassFixture<ZooVisit>
{
    private static readonly string[] Receivers = ["postfix", "exim", "opensmtpd"];

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
        // What mail has proven, the checker has said; what it has not, nobody may be told.
        if (animal.Reached is "dane-verified" or "sts-verified" or "clear") Assert.Equal(animal.Reached, report.Reachable);
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
