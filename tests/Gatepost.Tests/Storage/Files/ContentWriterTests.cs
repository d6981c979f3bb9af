using Gatepost.Storage.Files;

namespace Gatepost.Tests.Storage.Files;

public sealed class ContentWriterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
