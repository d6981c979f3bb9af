namespace Gatepost.Host.Reports;

/// <summary>How a report is put out.</summary>
internal enum ReportForm
{
    /// <summary>Tables for people.</summary>
    Text,

    /// <summary>For programs, with everything.</summary>
    Json,

    /// <summary>For spreadsheets, with everything.</summary>
    Csv,

    /// <summary>A page, in a file.</summary>
    Html,
}
