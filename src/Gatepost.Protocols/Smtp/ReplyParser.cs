using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gatepost.Protocols.Smtp;

/// <summary>
/// Reads a server's replies, as octets come in (RFC 5321 §4.2.1). Tolerant where it cannot be fooled: a line may end with LF
/// alone, the enhanced code may lack, the last line may be the bare code. It never takes an octet behind the reply: what stands
/// behind the reply to STARTTLS is evidence.
/// </summary>
/// <remarks><code>
///   250-mail.example CRLF          code, hyphen: another line follows
///   250-SIZE 1000 CRLF
///   250 DSN CRLF                   code, blank or nothing: the last one
/// </code></remarks>
public sealed class ReplyParser
{
    /// <summary>Octets of one line. The RFC allows 512 (§4.5.3.1.5), and some peers explain themselves at length.</summary>
    public const int MaxLine = 4096;

    /// <summary>Lines of one reply.</summary>
    public const int MaxLines = 128;

    /// <summary>Octets of one reply. Each recipient has one, and all are kept until the attempt is over.</summary>
    public const int MaxReply = 8192;

    private readonly List<string> _lines = [];
    private int _code;
    private long _octets;

    /// <summary>Reads one reply.</summary>
    /// <param name="octets">What arrived; afterwards what is left of it: whole lines are taken, an incomplete one is not.</param>
    /// <param name="reply">The reply, for <see cref="ReplyProgress.Reply"/>.</param>
    public ReplyProgress Read(ref ReadOnlySequence<byte> octets, out SmtpReply? reply)
    {
        reply = null;
        while (octets.PositionOf((byte)'\n') is { } end)
        {
            var line = octets.Slice(0, end);
            _octets += line.Length;
            if (line.Length > MaxLine || _lines.Count == MaxLines || _octets > MaxReply) return ReplyProgress.TooLong;
            var progress = ReadLine(line, out var isLast);
            octets = octets.Slice(octets.GetPosition(1, end));
            if (progress is not ReplyProgress.NeedMore) return progress;
            if (!isLast) continue;
            reply = Complete();
            return ReplyProgress.Reply;
        }

        return octets.Length > MaxLine ? ReplyProgress.TooLong : ReplyProgress.NeedMore;
    }

    private ReplyProgress ReadLine(in ReadOnlySequence<byte> sequence, out bool isLast)
    {
        ReadOnlySpan<byte> line = sequence.IsSingleSegment ? sequence.FirstSpan : sequence.ToArray();
        if (line is [.. var withoutCr, (byte)'\r']) line = withoutCr;
        isLast = line.Length == 3 || (line.Length > 3 && line[3] is (byte)' ');
        if (!TryReadCode(line, out var code) || (!isLast && line[3] is not (byte)'-')) return ReplyProgress.Malformed;
        if (_lines.Count > 0 && code != _code) return ReplyProgress.CodesDiffer;
        _code = code;
        _lines.Add(line.Length > 4 ? Encoding.UTF8.GetString(line[4..]) : "");
        return ReplyProgress.NeedMore;
    }

    private static bool TryReadCode(ReadOnlySpan<byte> line, out int code)
    {
        code = 0;
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5') return false;
        if (line[1] is < (byte)'0' or > (byte)'9' || line[2] is < (byte)'0' or > (byte)'9') return false;
        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0');
        return true;
    }

    private SmtpReply Complete()
    {
        var lines = _lines.ToArray();
        _lines.Clear();
        _octets = 0;
        if (!TryReadEnhanced(lines[0], out var enhanced, out _)) return new SmtpReply(_code, null, lines);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!TryReadEnhanced(lines[i], out var repeated, out var length) || repeated != enhanced) continue;
            lines[i] = lines[i][length..];
        }

        return new SmtpReply(_code, enhanced, lines);
    }

    // RFC 2034 §4: the class agrees with the first digit of the code; "SP text" follows.
    private bool TryReadEnhanced(string text, [NotNullWhen(true)] out EnhancedStatusCode? code, out int length)
    {
        code = null;
        length = text.IndexOf(' ', StringComparison.Ordinal) is var blank and >= 0 ? blank + 1 : text.Length;
        if (!EnhancedStatusCode.TryParse(text.AsSpan(0, length).TrimEnd(' '), out var read)) return false;
        if (read.Class != _code / 100) return false;
        code = read;
        return true;
    }
}
