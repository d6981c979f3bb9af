using System.Buffers;
using System.Globalization;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Fuzz.Sessions;

/// <summary>What the server said, held against RFC 5321 §4.2 and §4.5.3.1.5.</summary>
internal sealed class SessionTranscript
{
    private const int MaxReplyLine = 512;

    public SessionTranscript(byte[] said)
    {
        var octets = new ReadOnlySequence<byte>(said);
        var parser = new ReplyParser();
        while (parser.Read(ref octets, out var reply) is var progress && progress is not ReplyProgress.NeedMore)
        {
            Must.Hold(reply is not null, "what the server said is no reply");
            Replies.Add(reply!);
        }

        Must.Hold(octets.IsEmpty, "the server's last reply has no end");
        foreach (var line in Must.Text(said).Split("\r\n")[..^1])
        {
            Must.Hold(line.Length + 2 <= MaxReplyLine, "a reply line is too long");
            Must.Hold(line.All(static c => c is >= ' ' and <= '~'), "a reply line holds what is not printable");
            Must.Hold(line.Length >= 3 && int.TryParse(line[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                && code is >= 200 and <= 599, "a reply line without a code");
        }
    }

    public List<SmtpReply> Replies { get; } = [];

    /// <summary>How often it said that a message is ours.</summary>
    public int Acknowledged => Replies.Count(static reply =>
        reply.Code == 250 && reply.Lines.Any(static line => line.Contains("Queued as", StringComparison.Ordinal)));
}
