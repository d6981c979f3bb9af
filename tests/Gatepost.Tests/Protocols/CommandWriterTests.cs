using System.Buffers;
using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class CommandWriterTests
{
    private static readonly Mailbox[] Addresses =
        [new("a", "example.org"), new("\"a \\\" b\"", "example.org"), new("é", "bücher.example"), new("a+b=c", "[192.0.2.1]")];

    private static readonly DsnNotify[] Notices =
        [DsnNotify.Unspecified, DsnNotify.Never, DsnNotify.Success | DsnNotify.Failure, DsnNotify.Delay];

    private static readonly Gen<Mailbox> Address = Gen.Int[0, 3].Select(static i => Addresses[i]);

    private static readonly Gen<DsnNotify> Notify = Gen.Int[0, 3].Select(static i => Notices[i]);

    private static readonly Gen<string?> Text =
        Gen.Char["ab+= \"é;<>~"].Array[1, 12].Select(static c => new string(c)).Null();

    [Fact]
    public void What_is_written_for_MAIL_is_read_back() =>
        Gen.Select(Address.Null(), Gen.Long[0, long.MaxValue].Nullable(), Gen.Enum<BodyType>().Nullable(), Gen.Enum<DsnReturn>(),
            Gen.Select(Text, Text, Gen.Bool)).Sample(static (path, size, body, ret, rest) =>
            {
                var (id, auth, requireTls) = rest;
                var mail = new MailArguments
                {
                    ReversePath = path,
                    Size = size,
                    Body = body,
                    Return = ret,
                    EnvelopeId = id is not null && System.Text.Ascii.IsValid(id) ? id : null,
                    Auth = auth,
                    RequireTls = requireTls,
                    SmtpUtf8 = true,
                };
                Assert.True(MailArguments.TryParse(Written(SmtpVerb.Mail, wire =>
                    CommandWriter.WriteMail(wire, mail)), out var read, out _));
                Assert.Equal(mail, read);
            });

    [Fact]
    public void What_is_written_for_RCPT_is_read_back() =>
        Gen.Select(Address, Notify, Text)
            .Sample(static (path, notify, original) =>
            {
                var rcpt = new RcptArguments
                {
                    ForwardPath = path,
                    Notify = notify,
                    OriginalRecipient = original is null ? null : "rfc822;" + original,
                };
                var arguments = Written(SmtpVerb.Rcpt, wire => CommandWriter.WriteRcpt(wire, rcpt));
                Assert.True(RcptArguments.TryParse(arguments, smtpUtf8: true, out var read, out _));
                Assert.Equal(rcpt, read);
            });

    [Theory]
    [InlineData("a\r\nRCPT TO:<x@y>")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    public void GHSA_vvjj_xcjg_gr5g_nothing_breaks_out_of_its_line(string evil)
    {
        var wire = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentException>(() => CommandWriter.WriteEhlo(wire, evil));
        Assert.Throws<ArgumentException>(() => CommandWriter.WriteMail(wire, new() { ReversePath = new(evil, "b.example") }));
        Assert.Throws<ArgumentException>(() => CommandWriter.WriteRcpt(wire, new() { ForwardPath = new("a", evil) }));
        Assert.Throws<ArgumentException>(() => CommandWriter.WriteAuth(wire, new(evil, null)));
        Assert.Equal(0, wire.WrittenCount);
    }

    [Fact]
    public void Values_that_are_encoded_cannot_break_out_either() =>
        Assert.Equal("FROM:<> ENVID=a+0D+0Ab",
            Octets.Text(Written(SmtpVerb.Mail, static wire =>
                CommandWriter.WriteMail(wire, new() { ReversePath = null, EnvelopeId = "a\r\nb" }))));

    [Fact]
    public void Short_commands_are_written_as_the_standard_spells_them()
    {
        var wire = new ArrayBufferWriter<byte>();
        CommandWriter.WriteVerb(wire, SmtpVerb.StartTls);
        CommandWriter.WriteBdat(wire, new(12, true));
        CommandWriter.WriteBdat(wire, new(0, false));
        CommandWriter.WriteAuth(wire, new("PLAIN", []));
        CommandWriter.WriteAuthResponse(wire, "a"u8);
        CommandWriter.WriteEhlo(wire, "h.example");
        Assert.Equal(
            "STARTTLS\r\nBDAT 12 LAST\r\nBDAT 0\r\nAUTH PLAIN =\r\nYQ==\r\nEHLO h.example\r\n",
            Octets.Text(wire.WrittenSpan));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a+b=c d", "a+2Bb+3Dc+20d")]
    [InlineData("é", "+C3+A9")]
    [InlineData("", "")]
    public void Xtext_hides_what_a_parameter_cannot_hold(string text, string xtext)
    {
        Assert.Equal(xtext, Xtext.Encode(text));
        Assert.True(Xtext.TryDecode(xtext, out var decoded));
        Assert.Equal(text, decoded);
    }

    [Theory]
    [InlineData("+")]
    [InlineData("+4")]
    [InlineData("+GG")]
    [InlineData("+ 4")]
    [InlineData("a=b")]
    [InlineData("a b")]
    [InlineData("+00")]
    [InlineData("+0A")]
    [InlineData("+FF")]
    [InlineData("+C2+85")]
    public void What_is_no_xtext_or_would_bring_in_a_control_character_is_refused(string xtext) =>
        Assert.False(Xtext.TryDecode(xtext, out _));

    [Fact]
    public void Xtext_gives_back_all_text_without_control_characters() => Gen.String.Sample(static text =>
    {
        if (!Xtext.TryDecode(Xtext.Encode(text), out var decoded)) Assert.Contains(text, char.IsControl);
        else if (!text.Any(char.IsSurrogate)) Assert.Equal(text, decoded);
    });

    /// <summary>The arguments of the one line that was written.</summary>
    private static byte[] Written(SmtpVerb verb, Action<IBufferWriter<byte>> write)
    {
        var wire = new ArrayBufferWriter<byte>();
        write(wire);
        var octets = new ReadOnlySequence<byte>(wire.WrittenMemory);
        Assert.Equal(LineProgress.Line, new LineReader(4096).Read(ref octets, out var line));
        Assert.True(octets.IsEmpty);
        var command = CommandParser.Parse(line);
        Assert.Equal(verb, command.Verb);
        return command.Arguments.ToArray();
    }
}
