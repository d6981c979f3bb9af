using System.Globalization;
using Gatepost.Host.Admin;

namespace Gatepost.Host.Doctor;

/// <summary>Whether a Gatepost runs on the data folder, and what it says of itself.</summary>
internal sealed record ServerFacts
{
    /// <summary>The process that has the data folder; null: none, or it cannot be seen.</summary>
    public int? Process { get; init; }

    /// <summary>Its health; null: nobody answered.</summary>
    public HealthReport? Health { get; init; }

    /// <summary>Its socket may not be opened by us.</summary>
    public bool IsDenied { get; init; }

    /// <summary>What went wrong when it was asked, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>Its metrics, as Prometheus reads them.</summary>
    public string Metrics { get; init; } = "";

    public bool Runs => Process is not null || Health is not null || IsDenied;

    /// <summary>A counter, all its labels added up.</summary>
    public double Count(string name)
    {
        var sum = 0.0;
        foreach (var line in Metrics.Split('\n'))
        {
            if (!line.StartsWith(name, StringComparison.Ordinal) || line.Length == name.Length) continue;
            if (line[name.Length] is not (' ' or '{')) continue;
            // name{labels} value timestamp
            var rest = line[(line.LastIndexOf('}') is >= 0 and var end ? end + 1 : name.Length)..];
            var value = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) sum += number;
        }

        return sum;
    }
}
