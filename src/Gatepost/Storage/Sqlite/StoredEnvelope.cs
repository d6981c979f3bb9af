using System.Text.Json;
using System.Text.Json.Serialization;
using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Storage.Sqlite;

/// <summary>
/// An envelope as it lies on disk. Names and numbers here outlive the program's: change the types of Messages freely, these
/// only by adding what may be absent.
/// </summary>
internal sealed record StoredEnvelope
{
    /// <summary>Local-part and domain, or null for the null reverse-path.</summary>
    [JsonPropertyName("from")]
    public string[]? From { get; init; }

    [JsonPropertyName("to")]
    public required StoredRecipient[] To { get; init; }

    /// <summary>0: 7BIT, 1: 8BITMIME.</summary>
    [JsonPropertyName("body")]
    public int Body { get; init; }

    [JsonPropertyName("utf8")]
    public bool SmtpUtf8 { get; init; }

    [JsonPropertyName("requiretls")]
    public bool RequireTls { get; init; }

    [JsonPropertyName("tlsoptional")]
    public bool TlsOptional { get; init; }

    /// <summary>0: not given, 1: FULL, 2: HDRS.</summary>
    [JsonPropertyName("ret")]
    public int Return { get; init; }

    [JsonPropertyName("envid")]
    public string? EnvelopeId { get; init; }

    public static byte[] Write(Envelope envelope) => JsonSerializer.SerializeToUtf8Bytes(new StoredEnvelope
    {
        From = envelope.ReversePath is { } from ? [from.LocalPart, from.Domain] : null,
        To = [.. envelope.Recipients.Select(StoredRecipient.Of)],
        Body = (int)envelope.Body,
        SmtpUtf8 = envelope.SmtpUtf8,
        RequireTls = envelope.RequireTls,
        TlsOptional = envelope.TlsOptional,
        Return = (int)envelope.Return,
        EnvelopeId = envelope.EnvelopeId,
    }, StoredJson.Default.StoredEnvelope);

    /// <exception cref="JsonException">It is not what <see cref="Write"/> wrote.</exception>
    public static Envelope Read(ReadOnlySpan<byte> json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredJson.Default.StoredEnvelope) ?? throw new JsonException("null");
        return new Envelope
        {
            ReversePath = stored.From is [var local, var domain] ? new Mailbox(local, domain) : null,
            Recipients = [.. stored.To.Select(static to => to.ToRecipient())],
            Body = (BodyType)stored.Body,
            SmtpUtf8 = stored.SmtpUtf8,
            RequireTls = stored.RequireTls,
            TlsOptional = stored.TlsOptional,
            Return = (DsnReturn)stored.Return,
            EnvelopeId = stored.EnvelopeId,
        };
    }
}
