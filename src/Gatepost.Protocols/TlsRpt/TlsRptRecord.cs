using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Protocols.TlsRpt;

/// <summary>
/// The record at <c>_smtp._tls.domain</c> (RFC 8460 §3): where a domain wants to hear how TLS towards it fares.
/// </summary>
/// <remarks><c>v=TLSRPTv1; rua=mailto:reports@example.com,https://reporting.example.com/v1/tlsrpt</c></remarks>
/// <param name="State">Whether there is exactly one that can be read.</param>
/// <param name="Destinations">Absolute URIs, <c>mailto:</c> or <c>https:</c>, as they stand in the record; one at least where
/// Valid.</param>
/// <param name="Flaws">What is wrong, of a valid record too.</param>
public sealed record TlsRptRecord(TxtRecordState State, IReadOnlyList<string> Destinations, IReadOnlyList<TlsRptRecordFlaw> Flaws)
{
    private const string Version = "v=TLSRPTv1;", MailTo = "mailto:", Https = "https:";

    /// <summary>The name to ask for.</summary>
    public static string NameFor(string policyDomain) => $"_smtp._tls.{policyDomain}";

    /// <summary>Reads all TXT records at the name; the strings of each are put together already.</summary>
    public static TlsRptRecord Read(IReadOnlyList<string> texts)
    {
        string[] records = [.. texts.Where(static text => text.StartsWith(Version, StringComparison.Ordinal))];
        List<TlsRptRecordFlaw> flaws = texts.Any(IsNearMiss) ? [TlsRptRecordFlaw.NearMiss] : [];
        if (records.Length == 0) return new(TxtRecordState.Absent, [], flaws);
        if (records.Length > 1) return Invalid(flaws, TlsRptRecordFlaw.Several);
        if (!TxtField.TryReadAll(records[0], Version, out var fields)
            || fields.Any(static field => field.Name != "rua" && !field.HasPlainValue))
            return Invalid(flaws, TlsRptRecordFlaw.Syntax);
        if (fields.DistinctBy(static field => field.Name).Count() < fields.Count) flaws.Add(TlsRptRecordFlaw.Repeated);
        if (fields.FirstOrDefault(static field => field.Name == "rua").Value is not { } rua)
            return Invalid(flaws, TlsRptRecordFlaw.NoDestination);
        string[] named = [.. rua.Split(',').Select(static uri => uri.Trim(' ', '\t'))];
        string[] usable = [.. named.Where(IsUsable)];
        if (usable.Length < named.Length) flaws.Add(TlsRptRecordFlaw.UnusableDestination);
        return usable.Length > 0
            ? new(TxtRecordState.Valid, usable, flaws)
            : Invalid(flaws, TlsRptRecordFlaw.NoUsableDestination);
    }

    private static TlsRptRecord Invalid(List<TlsRptRecordFlaw> flaws, TlsRptRecordFlaw flaw)
    {
        flaws.Add(flaw);
        return new(TxtRecordState.Invalid, [], flaws);
    }

    // RFC 8460 §3: "commas (ASCII 0x2C), exclamation points (ASCII 0x21), and semicolons (ASCII 0x3B) MUST be encoded".
    private static bool IsUsable(string uri)
    {
        if (uri.AsSpan().ContainsAnyExceptInRange('"', '~')) return false;
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var address)) return false;
        if (uri.StartsWith(MailTo, StringComparison.OrdinalIgnoreCase)) return IsAddress(uri[MailTo.Length..].Split('?')[0]);
        return uri.StartsWith(Https, StringComparison.OrdinalIgnoreCase) && address.Host.Length > 0;
    }

    private static bool IsAddress(string path) => Mailbox.TryParse(Uri.UnescapeDataString(path), out _);

    private static bool IsNearMiss(string text) => !text.StartsWith(Version, StringComparison.Ordinal)
        && text.TrimStart().StartsWith("v=tlsrpt", StringComparison.OrdinalIgnoreCase);
}
