using System.Text;

namespace Gatepost.Interop.Lab;

/// <summary>
/// The zones of <c>lab/zones</c>, from a root of their own downwards, signed by ldns with keys of their own. Records may be added
/// before they are written, or written anew.
/// </summary>
internal sealed class SignedZones
{
    private const int TimeToLive = 2;

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly LabFolder _lab;
    private readonly Dictionary<string, LabZone> _zones;
    private readonly Dictionary<string, (string KeySigning, string ZoneSigning)> _keys = [];
    private readonly List<(string Zone, string Signed, string Forged)> _forgeries = [];

    public SignedZones(LabFolder lab)
    {
        _lab = lab;
        Folder = lab.Sub("zones");
        _zones = Directory.EnumerateFiles(Path.Combine(Peers.Scripts, "zones"), "*.zone")
            .Select(file => LabZone.Read(file, lab.Network)).ToDictionary(static zone => zone.Name);
    }

    public string Folder { get; }

    /// <summary>Where all zones are served.</summary>
    public string ServerAddress => _lab.Address("0.2");

    /// <summary>What a validating resolver begins with: the digest of the root's key.</summary>
    public string TrustAnchorFile => Path.Combine(Folder, "root.ds");

    /// <summary>The zones that are served, with their files.</summary>
    public IEnumerable<(string Origin, string File)> Served =>
        _zones.Values.Where(static zone => !zone.IsLame).Select(zone => (zone.Origin, FileOf(zone)));

    /// <summary>Adds records, one a line, to a zone that is there; <c>mx A 127.0.0.1</c>.</summary>
    public SignedZones Add(string zone, string records)
    {
        _zones[zone] = _zones[zone] with { Records = $"{_zones[zone].Records}\n{records}\n" };
        return this;
    }

    /// <summary>Has somebody on the way change what a signed zone says.</summary>
    public SignedZones Forge(string zone, string signed, string forged)
    {
        _forgeries.Add((zone, signed, forged));
        return this;
    }

    /// <summary>Signs all zones and writes them.</summary>
    public async Task WriteAsync()
    {
        foreach (var zone in _zones.Values.Where(static zone => zone.IsSigned)) await MakeKeysAsync(zone);
        foreach (var zone in _zones.Values.Where(static zone => !zone.IsLame)) await WriteAsync(zone);
        File.Copy(_keys[""].KeySigning + ".ds", TrustAnchorFile, overwrite: true);
    }

    private async Task WriteAsync(LabZone zone)
    {
        var plain = _lab.Write($"zones/{zone.Name}.plain", await ComposeAsync(zone));
        if (!zone.IsSigned)
        {
            File.Copy(plain, FileOf(zone), overwrite: true);
            return;
        }

        var (from, until) = zone.Has("expired") ? (Now.AddDays(-60), Now.AddDays(-30)) : (Now.AddDays(-1), Now.AddDays(30));
        List<string> arguments =
            ["-i", $"{from.ToUnixTimeSeconds()}", "-e", $"{until.ToUnixTimeSeconds()}", "-o", zone.Origin, "-f", FileOf(zone)];
        // RFC 9276 §3.1: no further iterations and no salt.
        if (zone.Has("nsec3") || zone.Has("opt-out")) arguments.AddRange(["-n", "-t", "0"]);
        if (zone.Has("opt-out")) arguments.Add("-p");
        var keys = _keys[zone.Name];
        (await CommandRun.OfAsync("ldns-signzone", [.. arguments, plain, keys.KeySigning, keys.ZoneSigning])).MustSucceed();
        Forge(zone);
    }

    private async Task<string> ComposeAsync(LabZone zone)
    {
        var text = new StringBuilder();
        text.Append($"$ORIGIN {zone.Origin}\n$TTL {TimeToLive}\n")
            .Append($"@ SOA ns.test. hostmaster.test. {Now.ToUnixTimeSeconds()} 3600 600 86400 {TimeToLive}\n")
            .Append($"@ NS ns.test.\n{zone.Records}\n");
        foreach (var below in _zones.Values.Where(below => below != zone && ParentOf(below) == zone))
        {
            text.Append($"{below.Origin} NS {(below.IsLame ? "refuses" : "ns")}.test.\n");
            if (below.Name == "test") text.Append($"ns.test. A {ServerAddress}\n");
            if (below.IsSigned) text.Append(await DigestAsync(below)).Append('\n');
        }

        return text.ToString();
    }

    private async Task<string> DigestAsync(LabZone zone)
    {
        if (zone.Has("stranger")) return await File.ReadAllTextAsync(await MakeKeyAsync(zone, "-k") + ".ds");
        return await File.ReadAllTextAsync(_keys[zone.Name].KeySigning + ".ds");
    }

    private LabZone? ParentOf(LabZone zone)
    {
        var name = zone.Name;
        while (name.Length > 0)
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            name = dot < 0 ? "" : name[(dot + 1)..];
            if (_zones.TryGetValue(name, out var parent)) return parent;
        }

        return null;
    }

    private async Task MakeKeysAsync(LabZone zone)
    {
        if (!_keys.ContainsKey(zone.Name)) _keys[zone.Name] = (await MakeKeyAsync(zone, "-k"), await MakeKeyAsync(zone));
    }

    /// <summary>Path and name of a new key without the ending; beside it stands its DS where it is one to sign keys.</summary>
    private async Task<string> MakeKeyAsync(LabZone zone, params string[] options)
    {
        List<string> arguments = zone.Has("rsa") ? ["-a", "RSASHA256", "-b", "2048"] : ["-a", "ECDSAP256SHA256"];
        var run = await CommandRun.OfAsync("bash", ["-c", "cd \"$0\" && ldns-keygen \"$@\"", Folder, .. arguments, .. options, zone.Origin]);
        return Path.Combine(Folder, run.MustSucceed().Output.Trim());
    }

    private void Forge(LabZone zone)
    {
        var forgeries = _forgeries.Where(forgery => forgery.Zone == zone.Name).ToList();
        if (zone.Has("forged")) forgeries.Add((zone.Name, $"\tA\t{_lab.Address("1.1")}", $"\tA\t{_lab.Address("6.6")}"));
        if (forgeries.Count == 0) return;
        File.WriteAllText(FileOf(zone), forgeries.Aggregate(File.ReadAllText(FileOf(zone)), static (text, forgery) =>
        {
            Assert.Contains(forgery.Signed, text, StringComparison.Ordinal);
            return text.Replace(forgery.Signed, forgery.Forged, StringComparison.Ordinal);
        }));
    }

    private string FileOf(LabZone zone) => Path.Combine(Folder, $"{(zone.Name.Length == 0 ? "root" : zone.Name)}.served");
}
