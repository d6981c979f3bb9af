using System.Runtime.InteropServices;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;

// The first signal asks the verb to end; a second one finds nobody who would hold it back.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var terminal = Terminal.OfProcess();
try
{
    return await GatepostCommand.RunAsync(
        args, terminal, (file, token) => FolderDesk.OpenAsync(file, terminal.Time, token), stop.Token);
}
catch (Exception bug)
{
    await terminal.Error.WriteLineAsync("gatepost: this is a fault of Gatepost's own, please report it:");
    await terminal.Error.WriteLineAsync(bug.ToString());
    return ExitCode.OurFault;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
