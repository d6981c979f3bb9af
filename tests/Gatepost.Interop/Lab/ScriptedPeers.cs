using System.Text.Json;

namespace Gatepost.Interop.Lab;

/// <summary>Servers that misbehave, one address for each scenario (lab/fakesmtp.py).</summary>
internal sealed class ScriptedPeers : IDisposable
{
    private readonly LabProcess _process;
    private readonly string _transcript;

    private ScriptedPeers(LabProcess process, string transcript, IReadOnlyDictionary<string, string> addresses)
    {
        _process = process;
        _transcript = transcript;
        Addresses = addresses;
    }

    /// <summary>The address of each scenario, by its name.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; }

    /// <param name="lab">Where.</param>
    /// <param name="certificate">What all of them show.</param>
    /// <param name="third">The third octet of their addresses: what happens the first time only happens once for each.</param>
    public static async Task<ScriptedPeers> StartAsync(LabFolder lab, IssuedCertificate certificate, int third = 20)
    {
        var script = Path.Combine(Peers.Scripts, "fakesmtp.py");
        var list = (await CommandRun.OfAsync("python3", script, "list")).MustSucceed().Output;
        var names = list.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var addresses = names.Index()
            .ToDictionary(static n => n.Item.Trim(), n => lab.Address($"{third}.{n.Index + 1}"), StringComparer.Ordinal);
        var folder = lab.Sub($"scripted-{third}");
        var transcript = Path.Combine(folder, "transcript.jsonl");
        var process = LabProcess.Start(Path.Combine(folder, "log"), "python3", script, "serve",
            $"{lab.Network}.{third}", $"{LabFolder.Port}", certificate.ChainFile, certificate.KeyFile, transcript);
        await Poll.PortAsync(addresses.Values.Last());
        return new ScriptedPeers(process, transcript, addresses);
    }

    /// <summary>What has happened in a scenario's connections so far, oldest first.</summary>
    public IReadOnlyList<ScriptedSession> Sessions(string scenario) =>
    [
        .. LabProcess.ReadShared(_transcript).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonSerializer.Deserialize<ScriptedSession>(line, JsonSerializerOptions.Web)!)
            .Where(session => session.Scenario == scenario && session.Lines.Count > 1),
    ];

    public void Dispose() => _process.Dispose();
}
