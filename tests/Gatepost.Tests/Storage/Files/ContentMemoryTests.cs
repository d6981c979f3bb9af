using Gatepost.Tests.Fakes;
using Gatepost.Tests.Storage.Sqlite;

namespace Gatepost.Tests.Storage.Files;

[Collection(nameof(Alone))]
public sealed class ContentMemoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fifty_long_contents_at_a_time_stay_out_of_memory()
    {
        await using var store = SqliteStores.Spool(_folder.Path, TimeProvider.System);
        var piece = new byte[64 * 1024];
        var writers = Enumerable.Range(0, 50).Select(_ => store.CreateContent()).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 64; i++)
        {
            foreach (var writer in writers)
            {
                piece.CopyTo(writer.GetMemory(piece.Length));
                writer.Advance(piece.Length);
                await writer.FlushAsync(CancellationToken.None);
            }
        }

        // 200 MiB were written; each writer may keep its buffer.
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(kept, long.MinValue, 50 * 512 * 1024);
        foreach (var writer in writers) await writer.DisposeAsync();
    }
}
