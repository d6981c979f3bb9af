using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Host.Send;

/// <summary>One stream to a server: writes what it is told, reads replies, shows both.</summary>
internal sealed class SmtpLine(Stream stream, IDialogueView view, TimeSpan timeout)
{
    private readonly PipeReader _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
    private readonly ReplyParser _parser = new();

    public Stream Stream => stream;

    /// <summary>Says one command and reads the reply.</summary>
    /// <param name="write">Writes the command.</param>
    /// <param name="shown">What is shown instead, where the command holds a secret.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<SmtpReply> AskAsync(Action<IBufferWriter<byte>> write, string? shown, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        view.Said(shown ?? Encoding.UTF8.GetString(buffer.WrittenSpan).TrimEnd('\r', '\n'));
        await WriteAsync(buffer.WrittenMemory, cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(octets, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <exception cref="SendEnd">No reply came in time, or what came is none.</exception>
    public async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            while (true)
            {
                var result = await _reader.ReadAsync(limit.Token);
                var octets = result.Buffer;
                var progress = _parser.Read(ref octets, out var reply);
                _reader.AdvanceTo(octets.Start, progress is ReplyProgress.NeedMore ? octets.End : octets.Start);
                if (reply is not null)
                {
                    Show(reply);
                    return reply;
                }

                if (progress is not ReplyProgress.NeedMore) throw new SendEnd("what the server says is no SMTP reply");
                if (result.IsCompleted) throw new SendEnd("the server closed the connection");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SendEnd($"no reply within {timeout.TotalSeconds:0} seconds");
        }
    }

    /// <summary>What stands behind a reply that must be the last thing before TLS was put there by somebody in between.</summary>
    public bool HasMore()
    {
        if (!_reader.TryRead(out var result)) return false;
        var more = !result.Buffer.IsEmpty;
        _reader.AdvanceTo(result.Buffer.Start);
        return more;
    }

    private void Show(SmtpReply reply)
    {
        for (var i = 0; i < reply.Lines.Count; i++)
        {
            var separator = i < reply.Lines.Count - 1 ? '-' : ' ';
            view.Heard(reply.Enhanced is { } enhanced
                ? $"{reply.Code}{separator}{enhanced} {reply.Lines[i]}"
                : $"{reply.Code}{separator}{reply.Lines[i]}");
        }
    }
}
