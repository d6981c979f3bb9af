using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>What a report is to be about; what is null does not restrict.</summary>
public sealed record ReportQuery
{
    /// <summary>When.</summary>
    public required Period Period { get; init; }

    /// <summary>The domain on the other side, normalized; a leading dot takes its subdomains.</summary>
    public string? Domain { get; init; }

    /// <summary>Which way.</summary>
    public MailDirection? Direction { get; init; }

    /// <summary>At most so many domains in each list.</summary>
    public int? Top { get; init; }
}
