using Gatepost.Checks;

namespace Gatepost.Host.Doctor;

/// <summary>L1 to L4: whose the data folder is, and who may look into it.</summary>
internal sealed class FolderCheck : IDoctorCheck
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static readonly FindingKind Unusable = new("L1", Severity.Fail, "The data folder cannot be used by this user")
    {
        Meaning = "Either this is not the user that Gatepost runs as, and then what lies in the folder was not looked at; or "
            + "it is, and then Gatepost cannot start.",
        Remedy = "Run this as the user that Gatepost runs as (sudo -u gatepost gatepost doctor). If it is that one, give it the "
            + "folder: chown -R gatepost: FOLDER.",
    };

    public static readonly FindingKind Foreign = new("L2", Severity.Fail, "Files of the data folder belong to somebody else")
    {
        Meaning = "They were made by another user, mostly by root, who ran gatepost by hand or brought back a copy. The service "
            + "cannot write them: it does not start, or messages wait.",
        Remedy = "Give everything in the folder to the user that owns it: chown -R gatepost: FOLDER. Run gatepost by hand as "
            + "that user, with sudo -u gatepost.",
    };

    public static readonly FindingKind OtherUser = new("L3", Severity.Fail, "Gatepost runs as a user who does not own its folder")
    {
        Meaning = "The server can lose the right to its own files at any restart, and files that it makes belong to somebody "
            + "else than those that were there.",
        Remedy = "Stop it, give the folder to the user that it runs as (chown -R gatepost: FOLDER), and start it.",
    };

    public static readonly FindingKind Open = new("L4", Severity.Warning, "Others on this machine can enter the data folder")
    {
        Meaning = "Mail, the ledger, keys and the hashes of passwords lie in it, and whoever can open the socket in it can give "
            + "orders to the queue.",
        Remedy = "Take the rights away: chmod 700 FOLDER. Gatepost makes it so by itself.",
    };

    public string Subject => "data folder";

    public IReadOnlyList<FindingKind> Kinds => [Unusable, Foreign, OtherUser, Open];

    public IEnumerable<Finding> Judge(Examination seen)
    {
        var folder = seen.Folder;
        if (folder.State is FolderState.Denied or FolderState.ReadOnly && !seen.Disk.IsReadOnly)
            yield return new(Unusable, folder.Path, folder.Problem);
        if (folder.Foreign.Count > 0)
            yield return new(Foreign, folder.Path, string.Join(", ", folder.Foreign));
        if (folder is { ServerUser: { } user, Owner: { } owner } && user != owner)
            yield return new(OtherUser, folder.Path, $"it belongs to user {owner}, and the server runs as user {user}");
        if ((folder.Mode & Others) != 0)
            yield return new(Open, folder.Path, $"its mode is {Convert.ToString((int)folder.Mode, 8)}");
    }

    public string Well(Examination seen) => seen.Folder.State is FolderState.Missing
        ? $"{seen.Folder.Path} is not there yet: Gatepost makes it when it starts"
        : $"{seen.Folder.Path} belongs to who uses it, and nobody else may enter";
}
