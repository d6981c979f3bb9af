namespace Gatepost.Interop.Lab;

/// <summary>
/// Domains of ours, as others find them in the DNS: each has one host of its own name below <c>mx.ours.test</c>, all at one gateway,
/// which differ in their TLSA records.
/// </summary>
internal static class OwnNames
{
    public const string Zone = "ours.test";
    public const string Hosts = "*.mx.ours.test";

    private const string Nobody = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Each domain with its records; the certificate in force is <paramref name="now"/>, the one that follows
    /// <paramref name="next"/>.</summary>
    public static IEnumerable<(string Name, string[] Records)> All(LabAuthority authority, string now, string next)
    {
        yield return ("key", [$"3 1 1 {authority.Tlsa(1, 1, now)}"]);
        yield return ("key512", [$"3 1 2 {authority.Tlsa(1, 2, now)}"]);
        yield return ("leaf", [$"3 0 1 {authority.Tlsa(0, 1, now)}"]);
        yield return ("issuer", [$"2 1 1 {authority.Tlsa(1, 1, now, above: 1)}"]);
        yield return ("ahead", [$"3 1 1 {authority.Tlsa(1, 1, now)}", $"3 1 1 {authority.Tlsa(1, 1, next)}"]);
        yield return ("next", [$"3 1 1 {authority.Tlsa(1, 1, next)}"]);
        yield return ("wrong", [$"3 1 1 {Nobody}"]);
        yield return ("bare", []);
    }

    public static void Publish(SignedZones zones, string address, IEnumerable<(string Name, string[] Records)> domains)
    {
        foreach (var (name, records) in domains)
        {
            zones.Add(Zone, $"{name} MX 10 {name}.mx\n{name}.mx A {address}");
            foreach (var record in records) zones.Add(Zone, $"_{Gateway.MxPort}._tcp.{name}.mx TLSA {record}");
        }
    }
}
