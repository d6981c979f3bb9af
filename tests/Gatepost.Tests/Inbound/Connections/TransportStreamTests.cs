using System.IO.Pipelines;
using Gatepost.Inbound.Connections;

namespace Gatepost.Tests.Inbound.Connections;

public sealed class TransportStreamTests
{
    private const int Many = 100_000;

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

    [Fact]
    public async Task No_read_goes_beyond_the_end_of_a_TLS_record()
    {
        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 16));
        await pipe.Writer.WriteAsync((byte[])[.. Record(22), .. Record(0), .. Record(100), .. Record(16 * 1024)]);
        await using var stream = new TransportStream(new Ends(pipe.Reader, new Pipe().Writer));
        var buffer = new byte[4096];
        foreach (var length in new[] { 27, 5, 105, (16 * 1024) + 5 })
            for (var left = length; left > 0;) Assert.InRange(left -= await stream.ReadAsync(buffer), 0, length);
    }

    [Fact]
    public async Task A_client_of_TLS_1_3_that_sends_records_with_nothing_in_them_between_its_words_is_cut_off()
    {
        // A word and a KeyUpdate, again and again.
        var taken = await TakenAsync(eachWordForgives: false, static i => i % 2 == 0);
        Assert.Equal(TransportStream.MostInVain, taken / 2);
    }

    [Fact]
    public async Task A_client_of_older_TLS_may_send_an_empty_record_before_each() =>
        Assert.Equal(Many, await TakenAsync(eachWordForgives: true, static i => i % 2 == 0));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Records_in_a_row_with_nothing_in_them_end_the_session(bool eachWordForgives) =>
        Assert.Equal(TransportStream.MostInVain + 1, await TakenAsync(eachWordForgives, static i => i == 0));

    [Fact]
    public async Task New_keys_now_and_then_are_no_reason_to_end_a_session() =>
        Assert.Equal(Many, await TakenAsync(eachWordForgives: false, static i => i % 1100 != 1));

    /// <summary>How many of many records are read, where some are words that the session waits for.</summary>
    private static async Task<int> TakenAsync(bool eachWordForgives, Func<int, bool> isWord)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        for (var i = 0; i < Many; i++) await pipe.Writer.WriteAsync(Record(22));
        await using var stream = new TransportStream(new Ends(pipe.Reader, new Pipe().Writer)) { EachWordForgives = eachWordForgives };
        var buffer = new byte[4096];
        for (var taken = 0; taken < Many; taken++)
        {
            if (isWord(taken)) stream.BeginRead();
            try
            {
                Assert.Equal(27, await stream.ReadAsync(buffer));
            }
            catch (IOException)
            {
                return taken;
            }
        }

        return Many;
    }

    private static byte[] Record(int length) => [23, 3, 3, (byte)(length >> 8), (byte)length, .. new byte[length]];

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
