using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gatepost.Interop.Lab.Disks;

/// <summary>
/// One file whose octets this process serves, by the protocol of FUSE (linux/fuse.h, version 7.31): to be the backing file of a
/// block device. Nothing is cached on the way, so each write and each flush of the device is seen in its order.
/// </summary>
internal sealed partial class FuseFile : IDisposable
{
    private const int MaxWrite = 1 << 20;
    private const int NotImplemented = 38; // ENOSYS
    private const int Interrupted = 4; // EINTR
    private const int TakenBack = 2; // ENOENT: a request that its caller gave up before it was read
    private const uint IsRegular = 0x8000; // S_IFREG
    private const int InHeader = 40;
    private const int OutHeader = 16;
    private const int TransferHeader = 40; // fuse_read_in, fuse_write_in

    private readonly IDiskOctets _octets;
    private readonly SafeFileHandle _device;
    private readonly Thread _server;

    /// <param name="path">An empty file, over which it is mounted.</param>
    /// <param name="octets">Answers, one call at a time.</param>
    public FuseFile(string path, IDiskOctets octets)
    {
        Path = path;
        _octets = octets;
        _device = File.OpenHandle("/dev/fuse", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var options = $"fd={_device.DangerousGetHandle()},rootmode=100600,user_id=0,group_id=0";
        if (Mount("gatepost-disk", path, "fuse", 0, options) != 0)
            throw new IOException($"mount of FUSE at {path}: {Marshal.GetLastPInvokeErrorMessage()}");
        _server = new Thread(Serve) { IsBackground = true, Name = "disk of the lab" };
        _server.Start();
    }

    private enum Operation : uint
    {
        Forget = 2,
        GetAttributes = 3,
        Open = 14,
        Read = 15,
        Write = 16,
        FileSystemFacts = 17,
        Release = 18,
        Sync = 20,
        Flush = 25,
        Init = 26,
        Interrupt = 36,
        ForgetMany = 42,
    }

    public string Path { get; }

    public void Dispose()
    {
        CommandRun.OfAsync("umount", "--lazy", Path).GetAwaiter().GetResult();
        _server.Join();
        _device.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string type, ulong flags, string data);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Receive(SafeFileHandle file, Span<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Send(SafeFileHandle file, ReadOnlySpan<byte> buffer, nint length);

    private void Serve()
    {
        var request = new byte[InHeader + TransferHeader + MaxWrite];
        var reply = new byte[OutHeader + MaxWrite];
        while (true)
        {
            var length = (int)Receive(_device, request, request.Length);
            if (length < 0 && Marshal.GetLastPInvokeError() is Interrupted or TakenBack) continue;
            if (length < 0) return; // ENODEV: unmounted
            Answer(request.AsSpan(0, length), reply);
        }
    }

    private void Answer(ReadOnlySpan<byte> request, Span<byte> reply)
    {
        var operation = (Operation)BinaryPrimitives.ReadUInt32LittleEndian(request[4..]);
        if (operation is Operation.Forget or Operation.ForgetMany or Operation.Interrupt) return;
        var body = reply[OutHeader..];
        body[..128].Clear();
        var (error, length) = operation switch
        {
            Operation.Init => Init(body),
            Operation.GetAttributes => Attributes(body),
            Operation.Open => Open(body),
            Operation.Read => Read(request[InHeader..], body),
            Operation.Write => Write(request[InHeader..], body),
            Operation.Sync => (_octets.Flush(), 0),
            Operation.FileSystemFacts => (0, 80),
            Operation.Release or Operation.Flush => (0, 0),
            _ => (NotImplemented, 0),
        };
        if (error != 0) length = 0;
        BinaryPrimitives.WriteInt32LittleEndian(reply, OutHeader + length);
        BinaryPrimitives.WriteInt32LittleEndian(reply[4..], -error);
        request.Slice(8, 8).CopyTo(reply[8..]);
        Send(_device, reply, OutHeader + length);
    }

    private static (int Error, int Length) Init(Span<byte> body)
    {
        const int BigWrites = 1 << 5, MaxPages = 1 << 22;
        BinaryPrimitives.WriteInt32LittleEndian(body, 7);
        BinaryPrimitives.WriteInt32LittleEndian(body[4..], 31);
        BinaryPrimitives.WriteInt32LittleEndian(body[12..], BigWrites | MaxPages);
        BinaryPrimitives.WriteInt32LittleEndian(body[20..], MaxWrite);
        BinaryPrimitives.WriteInt32LittleEndian(body[24..], 1); // nanoseconds
        BinaryPrimitives.WriteInt16LittleEndian(body[28..], MaxWrite / 4096);
        return (0, 64);
    }

    private (int Error, int Length) Attributes(Span<byte> body)
    {
        var attributes = body[16..];
        BinaryPrimitives.WriteInt64LittleEndian(attributes, 1);
        BinaryPrimitives.WriteInt64LittleEndian(attributes[8..], _octets.Length);
        BinaryPrimitives.WriteInt64LittleEndian(attributes[16..], _octets.Length / 512);
        BinaryPrimitives.WriteUInt32LittleEndian(attributes[60..], IsRegular | 0x180); // -rw-------
        BinaryPrimitives.WriteInt32LittleEndian(attributes[64..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(attributes[80..], 4096);
        return (0, 104);
    }

    private static (int Error, int Length) Open(Span<byte> body)
    {
        const int DirectIo = 1;
        BinaryPrimitives.WriteInt32LittleEndian(body[8..], DirectIo);
        return (0, 16);
    }

    private (int Error, int Length) Read(ReadOnlySpan<byte> arguments, Span<byte> body)
    {
        var offset = BinaryPrimitives.ReadInt64LittleEndian(arguments[8..]);
        var length = BinaryPrimitives.ReadInt32LittleEndian(arguments[16..]);
        length = (int)Math.Clamp(_octets.Length - offset, 0, length);
        return (_octets.Read(offset, body[..length]), length);
    }

    private (int Error, int Length) Write(ReadOnlySpan<byte> arguments, Span<byte> body)
    {
        var offset = BinaryPrimitives.ReadInt64LittleEndian(arguments[8..]);
        var length = BinaryPrimitives.ReadInt32LittleEndian(arguments[16..]);
        BinaryPrimitives.WriteInt32LittleEndian(body, length);
        return (_octets.Write(offset, arguments.Slice(TransferHeader, length)), 8);
    }
}
