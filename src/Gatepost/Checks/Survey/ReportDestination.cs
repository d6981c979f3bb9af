using Gatepost.TlsPolicy.Sts;

namespace Gatepost.Checks.Survey;

/// <summary>A place to which reports about TLS shall go, and whether they can get there.</summary>
/// <param name="Uri">As the record has it.</param>
/// <param name="Page">Of <c>https:</c>: what it answered.</param>
/// <param name="NoMailBecause">Of <c>mailto:</c>: why its domain takes no mail, escaped; null: nothing speaks against it.</param>
internal sealed record ReportDestination(string Uri, HttpsAnswer? Page, string? NoMailBecause);
