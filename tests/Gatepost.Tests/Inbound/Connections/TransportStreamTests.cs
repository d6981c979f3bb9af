using System.IO.Pipelines;
using Gatepost.Inbound.Connections;

namespace Gatepost.Tests.Inbound.Connections;

public sealed class TransportStreamTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(100)]
    [InlineData(7)]
    public async Task A_read_over_several_segments_tells_how_much_it_took(int bufferSize)
    {
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 16));
        var sent = Enumerable.Range(0, 20_000).Select(static i => (byte)i).ToArray();
        await pipe.Writer.WriteAsync(sent);
        await pipe.Writer.CompleteAsync();
        await using var stream = new TransportStream(new Ends(pipe.Reader, new Pipe().Writer));
        var received = new List<byte>();
        var buffer = new byte[bufferSize * 10];
        while (await stream.ReadAsync(buffer) is > 0 and var count) received.AddRange(buffer[..count]);
        Assert.Equal(sent, received);
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
