using Gatepost.Configuration;
using Gatepost.Dns;
using Gatepost.Host.Partners;
using Gatepost.Storage.Upkeep;

namespace Gatepost.Host.Doctor;

/// <summary>Looks at everything that Gatepost depends on here, and changes nothing.</summary>
/// <remarks>
///   (1) The server     runs one, and what does it say
///   (2) The folder     whose is it, and does its disk take what is written
///   (3) The stores     do they open, what waits
///   (4) Around it      resolvers, ports, certificates, clock and limits
/// </remarks>
/// <param name="config">The configuration.</param>
/// <param name="clock">The clock.</param>
/// <param name="progress">Is told what is looked at.</param>
internal sealed class Examiner(GatepostConfig config, TimeProvider clock, Action<string> progress)
{
    /// <param name="path">The configuration file.</param>
    /// <param name="problems">What is wrong with it.</param>
    /// <param name="cancellationToken">The caller wants to stop.</param>
    public async Task<Examination> RunAsync(
        string path, IReadOnlyList<ConfigProblem> problems, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        progress("the running server");
        var server = await ServerExam.RunAsync(config.DataDirectory, clock, cancellationToken);         // (1)
        progress("the data folder and its disk");
        var (folder, disk) = await Task.Run(                                                            // (2)
            () => DiskExam.Run(FolderExam.Run(Path.GetFullPath(config.DataDirectory), server.Process), clock), cancellationToken);
        // To read a database beside its writer SQLite has to write too.
        var data = folder.State is FolderState.Usable && !disk.IsReadOnly                               // (3)
            ? await Task.Run(() => DataGlance.Run(folder.Path, now, progress, cancellationToken), cancellationToken)
            : null;
        progress("resolvers");
        var resolvers = await new ResolverExam(config.Dns, clock).RunAsync();                           // (4)
        progress("ports, certificates, clock and limits");
        return new Examination
        {
            Now = now,
            ConfigPath = path,
            Problems = problems,
            Config = config,
            Server = server,
            Folder = folder,
            Disk = disk,
            Data = data,
            Partners = new PartnerMemory(config.DataDirectory).Read(),
            Resolvers = resolvers,
            Ports = PortExam.Run(config, server),
            Certificates = KeyExam.Run(config, now),
            Machine = MachineExam.Run(server.Process),
        };
    }
}
