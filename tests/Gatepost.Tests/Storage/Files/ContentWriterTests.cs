using System.Buffers;
using Gatepost.Storage.Files;

namespace Gatepost.Tests.Storage.Files;

public sealed class ContentWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Where_many_contents_come_at_once_they_go_to_their_files_early_and_hold_little_memory()
    {
        const int InlineLimit = 256 * 1024;
        var folder = new ContentFolder(_folder.Path);
        var writers = Enumerable.Range(0, 400).Select(_ => new ContentWriter(folder, InlineLimit)).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < 15; round++)
        {
            foreach (var writer in writers)
            {
                writer.Write(new byte[16 * 1024]);
                await writer.FlushAsync(TestContext.Current.CancellationToken);
            }
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 2 * ContentFolder.MostInMemory);
        foreach (var writer in writers)
        {
            Assert.Equal(15 * 16 * 1024, (await writer.FinishAsync(TestContext.Current.CancellationToken)).Length);
            await writer.DisposeAsync();
        }

        Assert.False(folder.IsCrowded);
    }

    [Theory]
    [InlineData(256 * 1024)]
    [InlineData(1024)]
    public async Task A_piece_far_over_the_inline_limit_does_not_copy_the_content_for_every_octet(int inlineLimit)
    {
        var piece = new byte[1024 * 1024];
        await using var writer = new ContentWriter(new ContentFolder(_folder.Path), inlineLimit);
        var before = GC.GetAllocatedBytesForCurrentThread();
        // As readers write: whatever room there is.
        for (ReadOnlySpan<byte> rest = piece; !rest.IsEmpty;)
        {
            var room = writer.GetSpan();
            var count = Math.Min(rest.Length, room.Length);
            rest[..count].CopyTo(room);
            writer.Advance(count);
            rest = rest[count..];
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, piece.Length, 64 * piece.Length);
        Assert.Equal(piece.Length, (await writer.FinishAsync(TestContext.Current.CancellationToken)).Length);
    }
}
