using System.Net;
using Gatepost.Dns;

namespace Gatepost.Checks.Survey;

/// <summary>One MX record, and what became of the host that it names.</summary>
/// <param name="Record">The record.</param>
/// <param name="Addresses">The host's addresses; null where the name is none that can be asked for.</param>
internal sealed record MxNameSurvey(MxRecord Record, DnsAnswer<IPAddress>? Addresses);
