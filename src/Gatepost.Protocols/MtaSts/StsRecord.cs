using Gatepost.Protocols.Text;

namespace Gatepost.Protocols.MtaSts;

/// <summary>
/// The record at <c>_mta-sts.domain</c> (RFC 8461 §3.1): it says that there is a policy to fetch, and by its id, that it is a new
/// one.
/// </summary>
/// <remarks>
/// Without a valid record there is no policy to discover; one that is kept from before lives on all the same (RFC 8461 §3.3).
/// </remarks>
/// <param name="State">Whether there is exactly one that can be read.</param>
/// <param name="Id">Of the policy; null unless Valid.</param>
/// <param name="Flaws">What is wrong, of a valid record too.</param>
public sealed record StsRecord(TxtRecordState State, string? Id, IReadOnlyList<StsRecordFlaw> Flaws)
{
    private const string Version = "v=STSv1;";
    private const int MaxId = 32;

    /// <summary>The name to ask for.</summary>
    public static string NameFor(string policyDomain) => $"_mta-sts.{policyDomain}";

    /// <summary>Reads all TXT records at the name; the strings of each are put together already.</summary>
    public static StsRecord Read(IReadOnlyList<string> texts)
    {
        // RFC 8461 §3.1: "records that do not begin with "v=STSv1;" are discarded", so a blank before the semicolon discards it.
        string[] records = [.. texts.Where(static text => text.StartsWith(Version, StringComparison.Ordinal))];
        List<StsRecordFlaw> flaws = texts.Any(IsNearMiss) ? [StsRecordFlaw.NearMiss] : [];
        if (records.Length == 0) return new(TxtRecordState.Absent, null, flaws);
        if (records.Length > 1) return Invalid(flaws, StsRecordFlaw.Several);
        if (!TxtField.TryReadAll(records[0], Version, out var fields) || fields.Any(static field => !field.HasPlainValue))
            return Invalid(flaws, StsRecordFlaw.Syntax);
        if (fields.DistinctBy(static field => field.Name).Count() < fields.Count) flaws.Add(StsRecordFlaw.Repeated);
        // RFC 8461 §3.2: "all entries except for the first SHALL be ignored".
        var id = fields.FirstOrDefault(static field => field.Name == "id").Value;
        if (id is null) return Invalid(flaws, StsRecordFlaw.NoId);
        return IsId(id) ? new(TxtRecordState.Valid, id, flaws) : Invalid(flaws, StsRecordFlaw.InvalidId);
    }

    private static StsRecord Invalid(List<StsRecordFlaw> flaws, StsRecordFlaw flaw)
    {
        flaws.Add(flaw);
        return new(TxtRecordState.Invalid, null, flaws);
    }

    private static bool IsId(string id) => id.Length is > 0 and <= MaxId && id.All(char.IsAsciiLetterOrDigit);

    private static bool IsNearMiss(string text) => !text.StartsWith(Version, StringComparison.Ordinal)
        && text.TrimStart().StartsWith("v=sts", StringComparison.OrdinalIgnoreCase);
}
