using Gatepost.Checks;
using Gatepost.Host.Output;

namespace Gatepost.Host.Doctor;

/// <summary>R1 to R4: whether the clock is right.</summary>
internal sealed class ClockCheck : IDoctorCheck
{
    private static readonly DateTimeOffset Earliest = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    public static readonly FindingKind Absurd = new("R1", Severity.Fail, "The clock of this machine cannot be right")
    {
        Meaning = "It is from before this program was made, or from another century. Certificates and signatures of the DNS pass "
            + "for expired or not yet valid, and mail in the queue may end its lifetime at once.",
        Remedy = "Set it (timedatectl set-ntp true, or chronyc makestep) before Gatepost starts, and see to the battery of the "
            + "machine's clock.",
    };

    public static readonly FindingKind Out = new("R2", Severity.Fail, "The clock does not fit signatures made today")
    {
        Meaning = "The resolver has just handed out signatures of the DNS, and by this clock they do not count yet or no longer. "
            + "A validating resolver on this machine refuses every signed name then, and certificates are judged wrongly.",
        Remedy = "Set the clock (timedatectl set-ntp true, or chronyc makestep), and restart the resolver. If the clock is "
            + "right, the resolver keeps old answers: restart it.",
    };

    public static readonly FindingKind NotKept = new("R3", Severity.Warning, "Nothing keeps the clock right")
    {
        Meaning = "The system says that its clock is not synchronised. It drifts by seconds a day, and by years where the "
            + "machine's battery is empty.",
        Remedy = "Run systemd-timesyncd or chrony: timedatectl set-ntp true. In a container it is the host that must do so.",
    };

    public static readonly FindingKind Future = new("R4", Severity.Warning, "The data folder holds times that are still to come")
    {
        Meaning = "Mail was taken when the clock was ahead: it is tried again later than it should be, and ends later. Or the "
            + "clock is behind now.",
        Remedy = "See that the clock is right now. Then \"gatepost queue retry --all\" makes everything due at once.",
    };

    public string Subject => "clock";

    public IReadOnlyList<FindingKind> Kinds => [Absurd, Out, NotKept, Future];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        var now = seen.Now;
        if (now < Earliest || now > Latest) yield return new(Absurd, "clock", Amount.Moment(now));
        foreach (var resolver in seen.Resolvers)
        {
            if (resolver.Signed is { } signed && (now < signed.Inception - Slack || now > signed.Expiration + Slack))
                yield return new(Out, "clock", $"{Amount.Moment(now)}; what {resolver.Server} hands out counts from "
                    + $"{Amount.Moment(signed.Inception)} to {Amount.Moment(signed.Expiration)}");
        }

        if (seen.Machine.IsClockKept is false) yield return new(NotKept, "clock");
        DateTimeOffset?[] written = [seen.Data?.Queue?.Newest, seen.Data?.Ledger?.Newest];
        if (written.Max() is { } newest && newest > now + Slack)
            yield return new(Future, "clock", $"it is {Amount.Moment(now)}, and the newest is of {Amount.Moment(newest)}");
    }

    public string Well(Examination seen)
    {
        var fits = seen.Resolvers.Any(static resolver => resolver.Signed is not null) ? ", fits signatures of the DNS" : "";
        var kept = seen.Machine.IsClockKept is true ? ", and is kept right" : "";
        return $"{Amount.Moment(seen.Now)} UTC{fits}{kept}";
    }
}
