using Gatepost.Dns;

namespace Gatepost.Checks.ClientAccess;

/// <summary>SRV records that announce one kind of access of one domain.</summary>
/// <param name="Domain">Whose.</param>
/// <param name="Port">Which; the records name the port themselves.</param>
/// <param name="Answer">The records.</param>
internal sealed record AnnouncedPort(string Domain, AccessPort Port, DnsAnswer<SrvRecord> Answer)
{
    /// <summary>The name that was asked for.</summary>
    public string Name => NameFor(Port, Domain);

    /// <summary>Those that lead to a host, the first to try first.</summary>
    public IReadOnlyList<SrvRecord> Records =>
        [.. Answer.Records.Where(static record => record.Host.Length > 0).OrderBy(static record => record.Priority)];

    public static string NameFor(AccessPort port, string domain) => $"{port.Label}._tcp.{domain}";
}
