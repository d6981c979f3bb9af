using Gatepost.Messages;
using Gatepost.Protocols.Smtp;
using Gatepost.Routing;

namespace Gatepost.Delivery;

/// <summary>A message that is never sent: what would one to this recipient meet?</summary>
internal static class QuestionMessage
{
    /// <summary>From the null reverse-path, without content.</summary>
    public static QueuedMessage To(Mailbox recipient, Route route, DateTimeOffset now) => new()
    {
        Id = default,
        Envelope = new Envelope { ReversePath = null, Recipients = [new Recipient(recipient)] },
        Destination = route.Destination,
        Content = NoContent.Instance,
        PrefixHeaders = default,
        Direction = route.Direction,
        Origin = new MessageOrigin("probe", null, null, null, TlsFacts.Clear()),
        ArrivedAt = now,
    };

    /// <summary>The content of a question, which has none.</summary>
    private sealed class NoContent : MessageContent
    {
        public static readonly NoContent Instance = new();

        public override long Length => 0;

        public override bool HasEightBitData => false;

        public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken) => new(Stream.Null);
    }
}
