using System.Text;
using Gatepost.Messages;
using Gatepost.Spool;
using Microsoft.Win32.SafeHandles;

namespace Gatepost.Storage.Files;

/// <summary>
/// Takes a content as it arrives. Up to the inline limit it stays in one array, which becomes the content. Beyond it the
/// array becomes the buffer of a file, so that a message of any length costs at most the limit in memory. Where many come at
/// once, each goes to its file early.
/// </summary>
internal sealed class ContentWriter(ContentFolder folder, int inlineLimit) : IContentWriter
{
    private const int FirstBuffer = 16 * 1024, FileBuffer = 128 * 1024, CrowdedBuffer = 16 * 1024;

    private byte[] _buffer = [];
    private int _used;
    private long _inFile;
    private bool _hasEightBitData;
    private string? _path;
    private SafeFileHandle? _file;
    private FileContent? _finished;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _used));
        _used += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_used);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_used);
    }

    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var limit = folder.IsCrowded ? Math.Min(CrowdedBuffer, inlineLimit) : _file is null ? inlineLimit : FileBuffer;
        return _used <= limit ? ValueTask.CompletedTask : SpillAsync(cancellationToken);
    }

    public async ValueTask<MessageContent> FinishAsync(CancellationToken cancellationToken)
    {
        if (_file is null && _used <= inlineLimit)
        {
            // The content may wait in memory for a while: at most twice of what there is.
            if (_buffer.Length > _used * 2) Replace(_buffer.AsSpan(0, _used).ToArray());
            return new InlineContent(_buffer.AsMemory(0, _used), !Ascii.IsValid(_buffer.AsSpan(0, _used)));
        }

        await SpillAsync(cancellationToken);
        // The sync blocks: not on a thread that others wait for.
        await Task.Run(() => DurableFile.Publish(_file!, _path!), CancellationToken.None);
        Replace([]);
        return _finished = new FileContent(_path!, _inFile, _hasEightBitData);
    }

    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        Replace([]);
        if (_path is null || _finished is { IsKept: true }) return ValueTask.CompletedTask;
        try
        {
            File.Delete(_path + DurableFile.UnfinishedSuffix);
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start removes it.
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask SpillAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_file is null)
            {
                _path = folder.NewPath();
                _file = File.OpenHandle(_path + DurableFile.UnfinishedSuffix,
                    FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.Asynchronous);
            }

            _hasEightBitData = _hasEightBitData || !Ascii.IsValid(_buffer.AsSpan(0, _used));
            await RandomAccess.WriteAsync(_file, _buffer.AsMemory(0, _used), _inFile, cancellationToken);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorageException(
                _path!, "it cannot be written", "The folder must belong to the user that Gatepost runs as", e);
        }

        _inFile += _used;
        _used = 0;
        if (folder.IsCrowded) Replace([]);
    }

    private void Reserve(int sizeHint)
    {
        var needed = _used + Math.Max(sizeHint, 1);
        if (needed <= _buffer.Length) return;
        // Doubling, but not past the limit by much: the array is what the content costs. Past it, by a piece: one octet more each
        // time would copy all of it for every octet.
        var most = Math.Max(inlineLimit, FileBuffer) + FirstBuffer;
        var grown = Math.Clamp(_buffer.Length * 2, FirstBuffer, most);
        var larger = GC.AllocateUninitializedArray<byte>(needed <= grown ? grown : needed + FirstBuffer);
        _buffer.AsSpan(0, _used).CopyTo(larger);
        Replace(larger);
    }

    private void Replace(byte[] buffer)
    {
        folder.Hold(buffer.Length - _buffer.Length);
        _buffer = buffer;
    }
}
