using Gatepost.Messages;

namespace Gatepost.Storage.Files;

/// <summary>Content in a file of its own.</summary>
/// <param name="path">Where.</param>
/// <param name="length">In octets.</param>
/// <param name="hasEightBitData">See <see cref="MessageContent.HasEightBitData"/>.</param>
internal sealed class FileContent(string path, long length, bool hasEightBitData) : MessageContent
{
    private const int ReadBuffer = 64 * 1024;

    /// <summary>The name in the folder of contents; the row bears it.</summary>
    public string Name => Path.GetFileName(path);

    public override long Length { get; } = length;

    public override bool HasEightBitData { get; } = hasEightBitData;

    /// <summary>
    /// The row that names the file is written, or may be: the file stays when its writer is disposed of.
    /// </summary>
    public bool IsKept { get; set; }

    public override ValueTask<Stream> OpenReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var stream = new FileStream(path, new FileStreamOptions
            {
                BufferSize = ReadBuffer,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
                Share = FileShare.ReadWrite | FileShare.Delete,
            });
            if (stream.Length == Length) return new(stream);
            var found = stream.Length;
            stream.Dispose();
            throw new StorageException(path, $"the content has {found} octets and should have {Length}",
                "Its message waits: restore the file from a backup, or drop the message with \"gatepost queue drop\"");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new StorageException(path, $"the content cannot be read ({e.Message})",
                "Its message waits: restore the file from a backup, or drop the message with \"gatepost queue drop\"", e);
        }
    }
}
