using Gatepost.Checks;
using Gatepost.Configuration;
using Gatepost.Host.Output;

namespace Gatepost.Host.Doctor;

/// <summary>R5 and R6: what a process may use.</summary>
internal sealed class LimitCheck : IDoctorCheck
{
    // Libraries, databases, logs, the DNS and what is opened for a moment.
    private const long Other = 256;
    private const long LittleMemory = 128L * 1024 * 1024;

    public static readonly FindingKind Descriptors = new("R5", Severity.Warning, "The limit of open files is too low")
    {
        Meaning = "With as many connections as the configuration allows, Gatepost would run out of descriptors: clients would "
            + "not be answered, and messages could not be read.",
        Remedy = "Set LimitNOFILE of the unit to at least what is needed (systemctl edit gatepost), or lower limits.sessions and "
            + "outbound.concurrency.",
    };

    public static readonly FindingKind Memory = new("R6", Severity.Warning, "Little memory is left")
    {
        Meaning = "Where it runs out, the system ends a process, and Gatepost may be the one. What it has acknowledged is on "
            + "the disk, and it goes on after a restart.",
        Remedy = "See who uses it (ps aux --sort -rss), raise MemoryMax of the unit or the limit of the container, or lower "
            + "limits.sessions.",
    };

    public string Subject => "limits";

    public IReadOnlyList<FindingKind> Kinds => [Descriptors, Memory];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        var (machine, needed) = (seen.Machine, Needed(seen.Config));
        if (machine.Descriptors is { } most && most < needed)
            yield return new(Descriptors, "open files", $"{most} are allowed, and up to {needed} may be needed");
        if (machine.Memory is < LittleMemory and var left) yield return new(Memory, "memory", $"{Amount.Octets(left)} are left");
    }

    public string Well(Examination seen)
    {
        var machine = seen.Machine;
        string?[] words =
        [
            machine.Descriptors is { } most ? $"{most} open files ({Needed(seen.Config)} may be needed)" : null,
            machine.Memory is { } left ? $"{Amount.Octets(left)} of memory left" : null,
        ];
        return string.Join(", ", words.OfType<string>()) is { Length: > 0 } text ? text : "none is known";
    }

    // Each has a connection, and a content that may lie in a file.
    private static long Needed(GatepostConfig config) => 2L * (config.Limits.Sessions + config.Outbound.Concurrency) + Other;
}
