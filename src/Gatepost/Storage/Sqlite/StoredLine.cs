using System.Text.Json.Serialization;
using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Storage.Sqlite;

/// <summary>The key of a line of the roll-up as it lies on disk; see <see cref="StoredEnvelope"/>.</summary>
internal sealed record StoredLine
{
    /// <summary>Days since 0001-01-01.</summary>
    [JsonPropertyName("day")]
    public int Day { get; init; }

    [JsonPropertyName("leg")]
    public int Leg { get; init; }

    [JsonPropertyName("domain")]
    public required string Domain { get; init; }

    [JsonPropertyName("fate")]
    public int Fate { get; init; }

    [JsonPropertyName("reached")]
    public int Reached { get; init; }

    [JsonPropertyName("proofs")]
    public int Proofs { get; init; }

    [JsonPropertyName("reason")]
    public int Reason { get; init; }

    public static StoredLine? Of(SummaryKey? key) => key is not { } line ? null : new StoredLine
    {
        Day = line.Day.DayNumber,
        Leg = (int)line.Leg,
        Domain = line.Domain,
        Fate = (int)line.Fate,
        Reached = (int)line.Shown.Reached,
        Proofs = (int)line.Shown.Proofs,
        Reason = (int)line.Shown.Reason,
    };

    public SummaryKey ToKey() => new(
        DateOnly.FromDayNumber(Day), (MailLeg)Leg, Domain, (MessageFate)Fate,
        new((Assurance)Reached, (TlsProofs)Proofs, (TlsReason)Reason));
}
