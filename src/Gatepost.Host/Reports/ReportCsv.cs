using System.Globalization;
using Gatepost.Messages;
using Gatepost.Reporting;

namespace Gatepost.Host.Reports;

/// <summary>Reports for spreadsheets (RFC 4180): one line for each direction of each row, numbers bare, times in UTC.</summary>
internal static class ReportCsv
{
    private const string Counts = "direction,messages,clear,encrypted,host_verified,sts_verified,dane_verified,partner_verified,"
        + "octets,failed,failed_for_tls,waits_for_tls,waited_for_tls,waited_in_vain,dropped,refused,last,last_in_clear";

    public static void Print(TextWriter output, Report report, string what)
    {
        switch (what)
        {
            case "days":
                Line(output, "day," + Counts);
                foreach (var row in report.Days) Both(output, report, [Day(row.Day)], (row.Out, row.In));
                break;
            case "partners":
                Line(output, "partner,domains,level,inbound,enforced," + Counts);
                foreach (var row in report.Partners)
                    Both(output, report, Agreement(row), (row.Out, row.In));
                break;
            default:
                Line(output, "domain,partner," + Counts);
                foreach (var row in report.Domains.Rows) Both(output, report, [row.Domain, row.Partner ?? ""], (row.Out, row.In));
                break;
        }
    }

    public static void Print(TextWriter output, Rehearsal rehearsal)
    {
        Line(output, "domain,partner,reason,kept,messages,hopeless,last");
        foreach (var row in rehearsal.Rows.Rows)
        {
            Fields(output, [row.Domain, row.Partner ?? "", row.Reason.Word(), Number(row.Kept), Number(row.Messages),
                YesNo(row.IsHopeless), Time(row.Last)]);
        }
    }

    private static string[] Agreement(PartnerRow row) =>
    [
        row.Name, string.Join(' ', row.Domains), row.Level?.Word() ?? "", row.Inbound?.ToString().ToLowerInvariant() ?? "",
        YesNo(row.IsEnforced),
    ];

    private static void Both(TextWriter output, Report report, string[] begin, (Traffic Out, Traffic In) traffic)
    {
        if (report.Shows(MailDirection.Out)) Fields(output, [.. begin, "out", .. Of(traffic.Out)]);
        if (report.Shows(MailDirection.In)) Fields(output, [.. begin, "in", .. Of(traffic.In)]);
    }

    private static IEnumerable<string> Of(Traffic traffic) =>
    [
        Number(traffic.Messages), .. Assurances.All.Select(assurance => Number(traffic.Of(assurance))), Number(traffic.Octets),
        Number(traffic.Failed), Number(traffic.FailedForTls), Number(traffic.WaitsForTls), Number(traffic.WaitedForTls),
        Number(traffic.WaitedInVain), Number(traffic.Dropped), Number(traffic.Refused), Time(traffic.Last),
        Time(traffic.LastInClear),
    ];

    private static void Fields(TextWriter output, IEnumerable<string> fields) =>
        Line(output, string.Join(',', fields.Select(Field)));

    private static void Line(TextWriter output, string line) => output.Write(line + "\r\n");

    // What a spreadsheet would take for a formula is made a text: a stranger chose the names of the domains.
    private static string Field(string text)
    {
        if (text.Length > 0 && "=+-@\t".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string YesNo(bool yes) => yes ? "yes" : "no";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
