using System.Buffers;
using System.Reflection;
using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class RepliesTests
{
    private static readonly Dictionary<Type, object> Examples =
        new() { [typeof(string)] = "example.org", [typeof(long)] = 1000L, [typeof(int)] = 1000 };

    public static TheoryData<string, SmtpReply> Catalogue
    {
        get
        {
            var data = new TheoryData<string, SmtpReply>();
            foreach (var property in typeof(Replies).GetProperties(BindingFlags.Public | BindingFlags.Static))
                data.Add(property.Name, (SmtpReply)property.GetValue(null)!);
            foreach (var method in typeof(Replies).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(IsTemplate))
                data.Add(method.Name, (SmtpReply)method.Invoke(null, [.. method.GetParameters().Select(Example)])!);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Catalogue), DisableDiscoveryEnumeration = true)]
    public void Each_reply_agrees_with_its_enhanced_code_and_is_printable(string name, SmtpReply reply)
    {
        Assert.InRange(reply.Code, 200, 599);
        if (reply.Enhanced is { } enhanced) Assert.Equal(reply.Code / 100, enhanced.Class); // RFC 2034 §4
        Assert.All(reply.Lines, line =>
            Assert.True(line.All(static c => c is >= ' ' and <= '~') && line.Length is > 0 and < 400, name));
        Assert.Equal(reply.Text, string.Join(' ', RoundTrip(reply).Lines));
    }

    [Fact]
    public void Replies_without_an_enhanced_code_are_only_those_that_must_not_have_one() => Assert.Equal(
        ["Greeting", "Hello", "StartData"],
        Catalogue.Select(static row =>
            row.Data).Where(static row => row.Item2.Enhanced is null).Select(static row => row.Item1).Order());

    [Theory]
    [InlineData("550 5.7.1", nameof(Replies.RelayDenied))]
    [InlineData("452 4.3.1", nameof(Replies.InsufficientStorage))]
    [InlineData("530 5.7.0", nameof(Replies.TlsRequired))]
    [InlineData("503 5.5.1", nameof(Replies.NeedMailFirst))]
    [InlineData("552 5.3.4", nameof(Replies.MessageTooLarge))]
    [InlineData("554 5.4.6", nameof(Replies.TooManyHops))]
    [InlineData("556 5.1.10", nameof(Replies.NullMx))]
    [InlineData("550 5.7.30", nameof(Replies.RequireTlsNotOffered))]
    [InlineData("538 5.7.11", nameof(Replies.EncryptionRequiredForAuth))]
    [InlineData("454 4.7.0", nameof(Replies.TlsNotAvailable))]
    public void The_codes_that_the_standards_name_are_used(string codes, string name)
    {
        var reply = Catalogue.Select(static row => row.Data).Single(row => row.Item1 == name).Item2;
        Assert.Equal(codes, $"{reply.Code} {reply.Enhanced}");
    }

    [Fact]
    public void What_the_writer_writes_the_parser_reads_back() =>
        Gen.Select(Gen.Int[200, 599], Gen.Int[0, 999].Select(Gen.Int[0, 999]).Nullable(),
            Gen.Char[' ', '~'].Array[0, 40].Select(static c => new string(c)).Array[1, 5]).Sample(static (code, detail, lines) =>
            {
                var isClass = code / 100 is 2 or 4 or 5;
                EnhancedStatusCode? enhanced = null;
                if (detail is var (subject, number) && isClass) enhanced = new(code / 100, subject, number);
                // A text that looks like an enhanced code is one to the reader.
                if (enhanced is null && lines[0].Length > 0 && char.IsAsciiDigit(lines[0][0])) lines[0] = "x" + lines[0];
                var reply = new SmtpReply(code, enhanced, lines);
                var read = RoundTrip(reply);
                Assert.Equal((reply.Code, reply.Enhanced), (read.Code, read.Enhanced));
                Assert.Equal(reply.Lines, read.Lines);
            });

    [Fact]
    public void No_text_breaks_out_of_its_line() => Gen.String.Array[1, 3].Sample(static lines =>
    {
        var wire = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(wire, new SmtpReply(250, null, lines));
        var text = Octets.Text(wire.WrittenSpan);
        Assert.Equal(lines.Length, text.Split("\r\n").Length - 1);
        Assert.DoesNotContain(text.Replace("\r\n", "", StringComparison.Ordinal), static c => c is < ' ' or > '~');
    });

    [Fact]
    public void A_line_above_512_octets_is_cut()
    {
        var wire = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(wire, new SmtpReply(550, new(5, 7, 1), new string('x', 2000)));
        Assert.Equal(512, wire.WrittenCount);
        Assert.EndsWith("x\r\n", Octets.Text(wire.WrittenSpan), StringComparison.Ordinal);
    }

    [Fact]
    public void The_enhanced_code_stands_on_every_line()
    {
        var wire = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(wire, new SmtpReply(550, new(5, 7, 1), ["no", "not at all"]));
        Assert.Equal("550-5.7.1 no\r\n550 5.7.1 not at all\r\n", Octets.Text(wire.WrittenSpan));
    }

    private static SmtpReply RoundTrip(SmtpReply reply)
    {
        var wire = new ArrayBufferWriter<byte>();
        ReplyWriter.Write(wire, reply);
        var octets = new ReadOnlySequence<byte>(wire.WrittenMemory);
        Assert.Equal(ReplyProgress.Reply, new ReplyParser().Read(ref octets, out var read));
        Assert.True(octets.IsEmpty);
        return read!;
    }

    private static bool IsTemplate(MethodInfo method) =>
        !method.IsSpecialName && method.ReturnType == typeof(SmtpReply)
        && method.GetParameters().All(static p => Examples.ContainsKey(p.ParameterType));

    private static object Example(ParameterInfo parameter) => Examples[parameter.ParameterType];
}
