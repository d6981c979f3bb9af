using Gatepost.Ledger;
using Gatepost.Messages;

namespace Gatepost.Tests.Dialogues;

/// <summary>Facts as a dialogue states them.</summary>
internal static class DialogueEnvelope
{
    public static string Show(Envelope envelope) => string.Join(' ', new[]
    {
        $"body={envelope.Body}",
        $"utf8={envelope.SmtpUtf8}",
        $"ret={envelope.Return}",
        $"envid={envelope.EnvelopeId ?? "-"}",
        $"notify={envelope.Recipients[0].Notify.ToString().Replace(" ", "", StringComparison.Ordinal)}",
        $"orcpt={envelope.Recipients[0].OriginalRecipient ?? "-"}",
    }) + (envelope.TlsOptional ? " tls=optional" : "")
        + (envelope.RequireTls ? " tls=required" : "");

    public static IEnumerable<string> Addresses(QueuedMessage message) =>
        message.Envelope.Recipients.Select(static one => one.Address.ToString());

    public static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    public static string Unfold(string field) => Escape(field.Replace("\r\n ", " ", StringComparison.Ordinal));

    public static string Show(LedgerEntry row) => $"{row.Direction}:{row.RecipientDomain}:{row.Tls.Reached}";
}
