namespace Gatepost.Checks.Reports;

/// <summary>One setting of a server's TLS.</summary>
/// <param name="Class">Its class: <c>good</c>, <c>sufficient</c>, <c>phase out</c>, <c>insufficient</c>.</param>
/// <param name="Title">What was seen.</param>
/// <param name="Items">What exactly: names of versions, suites, groups.</param>
public sealed record TlsSettingReport(string Class, string Title, IReadOnlyList<string> Items);
