using System.Text.Json.Serialization;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Storage.Sqlite;

/// <summary>A recipient as it lies on disk; see <see cref="StoredEnvelope"/>.</summary>
internal sealed record StoredRecipient
{
    [JsonPropertyName("local")]
    public required string Local { get; init; }

    [JsonPropertyName("domain")]
    public required string Domain { get; init; }

    /// <summary>The sum of 1 NEVER, 2 SUCCESS, 4 FAILURE, 8 DELAY; 0: not given.</summary>
    [JsonPropertyName("notify")]
    public int Notify { get; init; }

    [JsonPropertyName("orcpt")]
    public string? OriginalRecipient { get; init; }

    public static StoredRecipient Of(Recipient recipient) => new()
    {
        Local = recipient.Address.LocalPart,
        Domain = recipient.Address.Domain,
        Notify = (int)recipient.Notify,
        OriginalRecipient = recipient.OriginalRecipient,
    };

    public Recipient ToRecipient() => new(new Mailbox(Local, Domain), (DsnNotify)Notify, OriginalRecipient);
}
