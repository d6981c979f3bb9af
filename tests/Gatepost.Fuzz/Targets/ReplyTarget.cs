using System.Buffers;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Fuzz.Targets;

/// <summary>The reply parser, what EHLO is made of, and the writer behind it. The first octet chooses the size of the
/// pieces.</summary>
internal sealed class ReplyTarget : IFuzzTarget
{
    public string Name => "reply";

    public IReadOnlyList<string> Words { get; } =
    [
        "250-", "250 ", "220 ", "550 5.7.1 ", "421 4.4.2 ", "\r\n", "\n", "2.0.0", "5.7.1000", "SIZE 1000", "AUTH PLAIN LOGIN",
            "AUTH=LOGIN",
        "LIMITS RCPTMAX=10 MAILMAX=", "STARTTLS", "8BITMIME", "999999999999999999999",
    ];

    public ulong Run(byte[] input)
    {
        if (input.Length == 0) return 0;
        var whole = Read(input.AsSpan(1), int.MaxValue);
        var pieces = Read(input.AsSpan(1), 1 + input[0] % 7);
        Must.BeEqual(string.Join('\n', whole.Said), string.Join('\n', pieces.Said), "pieces are read differently");
        foreach (var reply in whole.Replies) Check(reply);
        var last = whole.Replies.Count == 0 ? null : whole.Replies[^1];
        return Must.Shape(Must.Rough(whole.Replies.Count), last?.Code ?? 0, last?.Enhanced is null ? 0 : 1,
            Must.Rough(last?.Lines.Count ?? 0),
            (int)whole.Progress, last is null ? 0 : (int)EhloReply.Parse(last).Extensions);
    }

    private static void Check(SmtpReply reply)
    {
        Must.Hold(reply.Code is >= 200 and <= 599, "a code that is none");
        Must.Hold(reply.Lines.Count is > 0 and <= ReplyParser.MaxLines, "too many lines");
        Must.Hold(reply.Lines.All(static line => !line.Contains('\n', StringComparison.Ordinal)), "a line with an end in it");
        Must.Hold(reply.Enhanced is null || reply.Enhanced.Value.Class == reply.Code / 100, "an enhanced code of another class");
        var ehlo = EhloReply.Parse(reply);
        Must.Hold(ehlo.SizeLimit is null or > 0, "a size that is no limit");
        if (!reply.Lines.All(static line => line.Length < 400 && line.All(static c => c is >= ' ' and <= '~'))) return;

        var wire = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(wire, reply);
        var again = Read(wire.WrittenSpan, int.MaxValue).Replies;
        Must.BeEqual(1, again.Count, "what was written is not one reply");
        Must.BeEqual(reply.ToString(), again[0].ToString(), "what was written is read as something else");
    }

    private static Reading Read(ReadOnlySpan<byte> wire, int piece)
    {
        var parser = new ReplyParser();
        var reading = new Reading([], [], ReplyProgress.NeedMore);
        var waiting = Array.Empty<byte>();
        for (var at = 0; at < wire.Length;)
        {
            var next = wire.Slice(at, Math.Min(piece, wire.Length - at));
            at += next.Length;
            var octets = new ReadOnlySequence<byte>([.. waiting, .. next]);
            while (parser.Read(ref octets, out var reply) is var progress and not ReplyProgress.NeedMore)
            {
                reading.Said.Add(reply?.ToString() ?? progress.ToString());
                if (reply is null) return reading with { Progress = progress };
                reading.Replies.Add(reply);
            }

            waiting = octets.ToArray();
        }

        return reading;
    }

    private sealed record Reading(List<string> Said, List<SmtpReply> Replies, ReplyProgress Progress);
}
