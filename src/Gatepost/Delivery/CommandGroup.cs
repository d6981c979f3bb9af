using System.Buffers;
using Gatepost.Configuration;

namespace Gatepost.Delivery;

/// <summary>
/// Commands that belong together: sent as one group where the peer offers PIPELINING, else one by one, each when its turn
/// comes. Replies are matched to commands by counting, never by what they say (RFC 2920 §3.1).
/// </summary>
internal sealed class CommandGroup(SmtpConnection connection, TimeoutsConfig timeouts, bool pipelining) : IDisposable
{
    private const int UsualLength = 1024;

    private readonly WireBuffer _wire = new(UsualLength);
    private readonly List<(ConversationStage Stage, int Start)> _commands = [];
    private int _next;

    /// <summary>Begins the next command; the caller writes its line.</summary>
    public IBufferWriter<byte> Next(ConversationStage stage)
    {
        _commands.Add((stage, _wire.Length));
        return _wire;
    }

    /// <summary>Sends the group, where it is one.</summary>
    public async ValueTask<ConversationFailure?> SendAsync() =>
        pipelining ? await connection.WriteAsync(_commands[0].Stage, _wire.Written, timeouts.Reply) : null;

    /// <summary>The reply to the next command.</summary>
    public async ValueTask<Heard> HearAsync()
    {
        var (stage, start) = _commands[_next++];
        if (!pipelining)
        {
            var end = _next < _commands.Count ? _commands[_next].Start : _wire.Length;
            var failure = await connection.WriteAsync(stage, _wire.Written[start..end], timeouts.Reply);
            if (failure is not null) return new(null, failure);
        }

        return await connection.ReadReplyAsync(stage, stage is ConversationStage.Data ? timeouts.DataReply : timeouts.Reply);
    }

    public void Dispose() => _wire.Dispose();
}
