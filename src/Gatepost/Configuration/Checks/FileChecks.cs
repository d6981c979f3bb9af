using Gatepost.Configuration.Options;
using Gatepost.Configuration.Reading;

namespace Gatepost.Configuration.Checks;

/// <summary>Files that are named must be there and readable.</summary>
internal sealed class FileChecks : IConfigCheck
{
    public void Check(Draft draft, ProblemLog problems)
    {
        foreach (var row in draft.Certificates)
        {
            Readable(row, "certificate_file", row.Value.CertificateFile, problems);
            Readable(row, "key_file", row.Value.KeyFile, problems);
            Readable(row, "password_file", row.Value.PasswordFile, problems);
            if (row.Value.KeyFile is null) Private(row, "certificate_file", row.Value.CertificateFile, problems); // key and all
            Private(row, "key_file", row.Value.KeyFile, problems);
            Private(row, "password_file", row.Value.PasswordFile, problems);
        }

        foreach (var row in draft.Listeners) Readable(row, "client_ca_file", row.Value.ClientCaFile, problems);
        foreach (var row in draft.Domains) Readable(row, "tls_ca_file", row.Value.Tls.CaFile, problems);
        foreach (var row in draft.Partners)
        {
            Readable(row, "tls_ca_file", row.Value.Tls.CaFile, problems);
            Readable(row, InboundOptions.CaFile, row.Value.Inbound.ClientCaFile, problems);
        }

        Readable(draft.Outbound, "ca_file", draft.Outbound.Value.CaFile, problems);
        if (File.Exists(draft.Top.Value.DataDirectory))
            problems.Error(draft.Top.At("data_dir"), "data_dir", $"{Quoted.Value(draft.Top.Value.DataDirectory)} is a file",
                "name a folder");
        Users(draft, problems);
    }

    private static void Users(Draft draft, ProblemLog problems)
    {
        var path = draft.Top.Value.UsersPath;
        if (File.Exists(path))
        {
            Readable(draft.Top, "users_file", path, problems);
            Private(draft.Top, "users_file", path, problems);
            return;
        }

        foreach (var row in draft.Listeners.Where(static row =>
            row.Value.Role is ListenerRole.Submission or ListenerRole.Submissions))
            problems.Warn(row.Header, row.Label, $"nobody can log in here yet: there is no {Quoted.Value(path)}",
                "add somebody with \"gatepost user add\"");
    }

    /// <summary>
    /// Whoever can read the key can pose as us, and whoever can read the users can try passwords at leisure. The mode is that of
    /// the file, not of a link to it, whose mode says nothing. A group may read it: that is how services share a key.
    /// </summary>
    private static void Private<T>(Row<T> row, string option, string? path, ProblemLog problems)
    {
        const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (OperatingSystem.IsWindows() || string.IsNullOrEmpty(path)) return;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var mode = File.GetUnixFileMode(file);
            if ((mode & Others) == 0) return;
            var octal = Convert.ToString((int)mode, 8).PadLeft(4, '0');
            problems.Error(row.At(option), row.Name(option),
                $"{Quoted.Value(path)} holds a secret, and everybody on this machine can read or change it (mode {octal})",
                $"run: chmod o= {path}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Readable has told it, or it is not there yet.
        }
    }

    private static void Readable<T>(Row<T> row, string option, string? path, ProblemLog problems)
    {
        if (string.IsNullOrEmpty(path)) return;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Error(row.At(option), row.Name(option), $"there is no file {Quoted.Value(path)}",
                "correct the path, or put the file there");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Error(row.At(option), row.Name(option), $"{Quoted.Value(path)} cannot be read",
                "let the user that Gatepost runs as read it");
        }
    }
}
