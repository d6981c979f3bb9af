using System.Buffers;
using BenchmarkDotNet.Attributes;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Micro;

/// <summary>What each message passes through on its way in and out.</summary>
public class ProtocolBenchmarks
{
    private readonly byte[] _mail = [.. "MAIL FROM:<bounce+1=ann=lighthouse.test@harbour.test> BODY=8BITMIME SIZE=10240"u8];
    private readonly byte[] _ehlo =
        [.. "250-mx.lighthouse.test\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n250-STARTTLS\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"u8];

    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private byte[] _wire = [], _content = [];

    [GlobalSetup]
    public void Setup()
    {
        var header = "Received: from a.test by b.test; Mon, 23 Nov 2026 12:00:00 +0000\r\nFrom: <ann@harbour.test>\r\nTo: <bob@lighthouse.test>\r\n"
            + "Subject: What is measured\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\nMessage-ID: <1@harbour.test>\r\n\r\n";
        var lines = string.Concat(Enumerable.Repeat(new string('x', 76) + "\r\n", (10 * 1024 - header.Length) / 78));
        _content = System.Text.Encoding.ASCII.GetBytes(header + lines);
        _wire = [.. _content, .. ".\r\n"u8];
    }

    [Benchmark(Description = "a command, parsed")]
    public SmtpCommand Command() => CommandParser.Parse(_mail);

    [Benchmark(Description = "a reply to EHLO, parsed")]
    public SmtpReply? Reply()
    {
        var octets = new ReadOnlySequence<byte>(_ehlo);
        new ReplyParser().Read(ref octets, out var reply);
        return reply;
    }

    [Benchmark(Description = "10 KiB of DATA, read")]
    public ContentProgress Data()
    {
        _output.ResetWrittenCount();
        return new ContentReader(1 << 20).Read(_wire, _output, out _);
    }

    [Benchmark(Description = "10 KiB of content, stuffed")]
    public int Stuffing()
    {
        _output.ResetWrittenCount();
        var stuffer = new DotStuffer();
        stuffer.Write(_content, _output);
        stuffer.Finish(_output);
        return _output.WrittenCount;
    }

    [Benchmark(Description = "a header section, scanned")]
    public HeaderProgress Header() => new HeaderScanner(64 * 1024).Scan(_content);
}
