using System.Globalization;
using System.Text;
using Gatepost.Messages;
using Gatepost.Spool;

namespace Gatepost.Host.Demo;

/// <summary>The end of the road: what a final mail server takes goes into a Maildir, one file for each recipient.</summary>
internal sealed class MaildirIntake : ISpoolIntake
{
    private readonly TimeProvider _time;
    private long _last;

    public MaildirIntake(string folder, TimeProvider time)
    {
        _time = time;
        NewMail = Directory.CreateDirectory(Path.Combine(folder, "new")).FullName;
        Temporary = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "cur"));
    }

    /// <summary>Where messages appear.</summary>
    public string NewMail { get; }

    private string Temporary { get; }

    public bool HasRoomFor(long size) => true;

    public QueueId NextId() => new(Interlocked.Increment(ref _last) * QueueId.MaxParts);

    public IContentWriter CreateContent() => new MemoryContentWriter();

    public async Task CommitAsync(IReadOnlyList<QueuedMessage> parts, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            foreach (var recipient in part.Envelope.Recipients) await DeliverAsync(part, recipient, cancellationToken);
        }
    }

    private async Task DeliverAsync(QueuedMessage message, Recipient recipient, CancellationToken cancellationToken)
    {
        var moment = _time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var name = $"{moment}.{Interlocked.Increment(ref _last)}.{Path.GetFileName(recipient.Address.LocalPart)}";
        var temporary = Path.Combine(Temporary, name);
        await using (var file = File.Create(temporary))
        {
            var trace = $"Return-Path: <{message.Envelope.ReversePath}>\r\nDelivered-To: {recipient.Address}\r\n";
            await file.WriteAsync(Encoding.UTF8.GetBytes(trace), cancellationToken);
            await file.WriteAsync(message.PrefixHeaders, cancellationToken);
            await using var content = await message.Content.OpenReadAsync(cancellationToken);
            await content.CopyToAsync(file, cancellationToken);
        }

        File.Move(temporary, Path.Combine(NewMail, name));
    }
}
