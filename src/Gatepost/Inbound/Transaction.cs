using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Protocols.Text;

namespace Gatepost.Inbound;

/// <summary>One mail transaction (RFC 5321 §3.3): from MAIL to the end of the content, or to RSET.</summary>
/// <param name="mail">What MAIL said.</param>
internal sealed class Transaction(MailArguments mail) : IAsyncDisposable
{
    private const int ShownAddress = 120;

    private readonly Dictionary<Part, List<Recipient>> _parts = [];

    /// <summary>Recipients that share a destination and a direction become one queue entry.</summary>
    /// <param name="Destination">See <see cref="Configuration.DestinationKey"/>.</param>
    /// <param name="Direction">In or out.</param>
    internal readonly record struct Part(string Destination, MailDirection Direction);

    /// <summary>What MAIL said.</summary>
    public MailArguments Mail { get; } = mail;

    /// <summary>The recipients, by queue entry.</summary>
    public IReadOnlyDictionary<Part, List<Recipient>> Parts => _parts;

    /// <summary>Recipients that were taken.</summary>
    public int Recipients { get; private set; }

    /// <summary>Recipients that were refused.</summary>
    public int RefusedRecipients { get; set; }

    /// <summary>The content, once it comes.</summary>
    public IncomingContent? Content { get; set; }

    /// <summary>Reads the chunks, where BDAT is used.</summary>
    public ChunkReader? Chunks { get; set; }

    /// <summary>
    /// Adds a recipient; false where the message would get too many parts. The same address twice gets one copy.
    /// </summary>
    public bool TryAdd(Part part, Recipient recipient)
    {
        if (!_parts.TryGetValue(part, out var recipients))
        {
            if (_parts.Count == QueueId.MaxParts) return false;
            _parts.Add(part, recipients = []);
        }

        if (recipients.Contains(recipient)) return true;
        recipients.Add(recipient);
        Recipients++;
        return true;
    }

    /// <summary>The envelope, for a log line.</summary>
    public string Show()
    {
        var sender = $"from=<{PeerText.Escape(Mail.ReversePath?.ToString(), ShownAddress)}>";
        if (Recipients == 0) return sender;
        var first = PeerText.Escape(_parts.First().Value[0].Address.ToString(), ShownAddress);
        return Recipients == 1 ? $"{sender} to=<{first}>" : $"{sender} to=<{first}> and {Recipients - 1} more";
    }

    /// <summary>Removes content that was not committed.</summary>
    public ValueTask DisposeAsync() => Content?.DisposeAsync() ?? default;
}
