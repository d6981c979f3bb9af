using Gatepost.Checks;
using Gatepost.Host.Output;
using Gatepost.Storage.Upkeep;

namespace Gatepost.Host.Doctor;

/// <summary>M1 to M6: whether what lies in the data folder can be read.</summary>
internal sealed class StoreCheck : IDoctorCheck
{
    private static readonly TimeSpan TrimLag = TimeSpan.FromDays(2);

    public static readonly FindingKind Broken = new("M1", Severity.Fail, "A database of the data folder cannot be read")
    {
        Meaning = "Without the queue or the ledger Gatepost does not start. What is remembered of others (state.db) it begins "
            + "anew by itself.",
        Remedy = "Stop Gatepost, keep a copy of the data folder, run \"gatepost data check\", and do what it says: a backup, "
            + "or what sqlite3's .recover can save.",
    };

    public static readonly FindingKind Newer = new("M2", Severity.Fail, "A newer Gatepost has used this data folder")
    {
        Meaning = "This program does not know the layout of its databases, and refuses to start rather than to guess.",
        Remedy = "Install the newer version again, or restore a backup that was made before it; mail that came since is not in "
            + "that.",
    };

    public static readonly FindingKind Unreadable = new("M3", Severity.Fail, "Entries of the queue cannot be read")
    {
        Meaning = "Their messages wait until they can be, and end with nobody told. All others go their way.",
        Remedy = "Run \"gatepost data check\". Restore the file from a backup, or give them up with \"gatepost queue drop ID\" "
            + "and tell their senders.",
    };

    public static readonly FindingKind Lost = new("M4", Severity.Fail, "Contents of messages are missing or cut")
    {
        Meaning = "Long messages lie in files of their own, and somebody or something has removed or shortened these. "
            + "Their messages wait.",
        Remedy = "Restore the files from a backup. What cannot be restored: \"gatepost queue drop ID\", and tell its sender.",
    };

    public static readonly FindingKind Older = new("M5", Severity.Info, "The next start brings the data folder to a new version")
    {
        Meaning = "It was written by an older Gatepost. The change is all or nothing, and an older program does not open it "
            + "any more afterwards.",
        Remedy = "Make a copy with \"gatepost data backup FOLDER\" before the new version starts for the first time.",
    };

    public static readonly FindingKind NotTrimmed = new("M6", Severity.Warning, "The ledger keeps rows longer than it should")
    {
        Meaning = "Rows older than ledger.retention are removed once an hour. It did not happen, so they take up space, and "
            + "perhaps stand against what you promised about data.",
        Remedy = "Look in the log for event 9012, whose line says why; where no server ran for long, start "
            + "it.",
    };

    public string Subject => "stores";

    public IReadOnlyList<FindingKind> Kinds => [Broken, Newer, Unreadable, Lost, Older, NotTrimmed];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        if (seen.Data is not { } data) yield break;
        foreach (var store in data.Stores)
        {
            if (store.State is StoreState.Broken) yield return new(Broken, store.Name, store.Words);
            else if (store.State is StoreState.Newer) yield return new(Newer, store.Name, store.Words);
            else if (store.State is StoreState.Older) yield return new(Older, store.Name, store.Words);
        }

        foreach (var words in data.Queue?.Unreadable ?? []) yield return new(Unreadable, "queue", words);
        foreach (var words in data.Queue?.Lost ?? []) yield return new(Lost, "queue", words);
        var kept = seen.Config.Ledger.Retention;
        if (data.Ledger?.Oldest is { } oldest && seen.Now - oldest > kept + TrimLag)
            yield return new(NotTrimmed, "ledger",
                $"its oldest row is of {Amount.Moment(oldest)}, and {Amount.Span(kept)} are to be kept");
    }

    public string Well(Examination seen) => seen.Data is not { } data
        ? "not looked at"
        : string.Join("; ", data.Stores.Select(static store => $"{store.Name}: {store.Words}"))
            + " (\"gatepost data check\" reads them from end to end)";
}
