using System.Net;
using Gatepost.Dns;

namespace Gatepost.Checks.ClientAccess;

/// <summary>What was seen of one server of people's programs.</summary>
/// <param name="Host">Its name, normalized, or its address.</param>
/// <param name="Sources">How we know of it.</param>
/// <param name="Addresses">Its addresses.</param>
/// <param name="Ports">Each port at each address.</param>
internal sealed record ServerSurvey(
    string Host, IReadOnlyList<string> Sources, DnsAnswer<IPAddress> Addresses, IReadOnlyList<PortSurvey> Ports)
{
    /// <summary>It is known by its address: no certificate is for that.</summary>
    public bool IsAddress => IPAddress.TryParse(Host, out _);

    /// <summary>For findings: <c>mail.example.org IMAP at port 143 [192.0.2.1]</c>.</summary>
    public string At(PortSurvey port) => IsAddress ? port.Words : $"{Host} {port.Words}";
}
