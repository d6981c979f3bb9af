using System.Text.Json;
using Gatepost.Host.CommandLine;
using Gatepost.Host.Desk;
using Gatepost.Storage.Files;

namespace Gatepost.Host.Doctor;

/// <summary>Looks whether a server runs on a data folder, and asks it.</summary>
internal static class ServerExam
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<ServerFacts> RunAsync(string folder, TimeProvider clock, CancellationToken cancellationToken)
    {
        var facts = new ServerFacts
        {
            Process = LinuxCalls.Owner(Path.Combine(folder, DataFiles.Lock)) is { } place
                ? ProcFiles.LockHolder(place.Inode) : null,
        };
        using var patience = new CancellationTokenSource(Patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (await RemoteDesk.ConnectAsync(DataFolder.SocketIn(folder), stop.Token) is not { } desk)
                return facts with { Problem = "nobody answers at its socket" };
            await using (desk)
            {
                return facts with
                {
                    Health = await desk.HealthAsync(stop.Token),
                    Metrics = await desk.MetricsAsync(stop.Token),
                };
            }
        }
        catch (Trouble)
        {
            return facts with { IsDenied = true };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return facts with { Problem = $"it does not answer within {Patience.TotalSeconds} seconds" };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
        {
            return facts with { Problem = fault.Message };
        }
    }
}
