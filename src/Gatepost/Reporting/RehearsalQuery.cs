using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>What is to be rehearsed.</summary>
public sealed record RehearsalQuery
{
    /// <summary>The level that would have been demanded.</summary>
    public required TlsLevel Level { get; init; }

    /// <summary>When.</summary>
    public required Period Period { get; init; }

    /// <summary>Of whom, normalized; a leading dot takes subdomains; null: of everybody.</summary>
    public string? Domain { get; init; }

    /// <summary>Of those to whom mail goes, or of those from whom it comes.</summary>
    public MailDirection Direction { get; init; } = MailDirection.Out;

    /// <summary>At most so many rows.</summary>
    public int? Top { get; init; }
}
