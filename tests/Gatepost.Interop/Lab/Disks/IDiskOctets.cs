namespace Gatepost.Interop.Lab.Disks;

/// <summary>What a disk does with octets. Each answers with 0 or an error number of Linux.</summary>
internal interface IDiskOctets
{
    long Length { get; }

    int Read(long offset, Span<byte> into);

    int Write(long offset, ReadOnlySpan<byte> octets);

    /// <summary>All that was written before is safe when it returns.</summary>
    int Flush();
}
