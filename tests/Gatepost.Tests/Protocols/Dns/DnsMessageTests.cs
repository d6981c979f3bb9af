using System.Net;
using CsCheck;
using Gatepost.Protocols.Dns;

namespace Gatepost.Tests.Protocols.Dns;

public sealed class DnsMessageTests
{
    private const string Header = "1234 81A0 0001 0000 0000 0000";
    private const string Question = "02 6D78 04 74657374 00 000F 0001"; // mx.test MX IN, at offset 12

    [Fact]
    public void An_answer_is_read_with_names_that_point_back()
    {
        var message = Read("1234 81A0 0001 0002 0000 0000", Question,
            "C00C 0005 0001 0000003C 0006 03 667572 C00F",       // mx.test CNAME fur.test
            "C025 000F 0001 0000012C 0007 000A 02 6D78 C025");   // fur.test MX 10 mx.fur.test
        Assert.Equal((0x1234, true, false, true, DnsResponseCode.NoError),
            (message.Id, message.IsResponse, message.IsTruncated, message.IsAuthenticData, message.ResponseCode));
        Assert.Equal(new DnsQuestion("mx.test", DnsType.Mx), message.Question);
        Assert.Equal(("mx.test", DnsType.Cname, 60.0, "fur.test"), Shown(message.Answers[0]));
        Assert.Equal(("fur.test", DnsType.Mx, 300.0, "mx.fur.test"), Shown(message.Answers[1]));
        Assert.Equal(10, message.Answers[1].Preference);
    }

    [Fact]
    public void Addresses_text_and_denials_are_read()
    {
        var message = Read("1234 8183 0001 0004 0001 0000", Question,
            "C00C 0001 0001 00000001 0004 C0000201",
            "C00C 001C 0001 00000001 0010 20010DB8000000000000000000000001",
            "C00C 0010 0001 00000001 0009 03 763D53 01 54 02 5376",
            "C00C 0034 0001 00000001 0002 0301",                    // TLSA, cut off: not for this reader to judge
            "C00C 0006 0001 00000E10 0018 00 00 00000001 00000002 00000003 00000004 0000003C 0000");
        Assert.Equal(DnsResponseCode.NameError, message.ResponseCode);
        Assert.Equal(IPAddress.Parse("192.0.2.1"), message.Answers[0].Address);
        Assert.Equal(IPAddress.Parse("2001:db8::1"), message.Answers[1].Address);
        Assert.Equal("v=STSv", message.Answers[2].Text);
        Assert.Equal([3, 1], message.Answers[3].Data.ToArray());
        Assert.Equal(TimeSpan.FromHours(1), message.Authorities[0].TimeToLive);
    }

    [Fact]
    public void A_service_has_priority_weight_port_and_host()
    {
        var message = Read("1234 8180 0001 0002 0000 0000", Question,
            "C00C 0021 0001 0000012C 000B 000A 0005 03E1 02 6D78 C00F",
            "C00C 0021 0001 0000012C 0007 0000 0000 0000 00");
        Assert.Equal(((10, 5, 993), "mx.test"), (message.Answers[0].Service, message.Answers[0].Target));
        Assert.Equal(((0, 0, 0), ""), (message.Answers[1].Service, message.Answers[1].Target));
        Assert.Equal(DnsType.Service, message.Answers[0].Type);
    }

    [Fact]
    public void The_life_of_a_denial_stands_at_the_end_of_its_SOA()
    {
        var message = Read("1234 8183 0001 0000 0001 0000", Question,
            "C00C 0006 0001 00000E10 0016 00 00 00000001 00000002 00000003 00000004 0000003C");
        Assert.Equal(TimeSpan.FromMinutes(1), message.Authorities[0].Minimum);
    }

    [Fact]
    public void An_extended_error_and_the_upper_bits_of_the_code_come_with_the_OPT_record()
    {
        var message = Read("1234 8182 0001 0000 0000 0001", Question,
            "00 0029 04D0 01000000 0015 000A 0002 ABCD 000F 000B 0007 65787069726564 2100");
        Assert.Equal((DnsResponseCode)(16 + 2), message.ResponseCode);
        Assert.Equal([new ExtendedDnsError(7, "expired!")], message.Errors);
        Assert.True(message.Errors[0].IsDnssec);
        Assert.Equal("signature expired", message.Errors[0].Name);
        Assert.False(new ExtendedDnsError(22, "").IsDnssec); // No Reachable Authority
        Assert.Equal(8, Enumerable.Range(0, 64).Count(static code => new ExtendedDnsError((ushort)code, "").IsDnssec));
    }

    [Fact]
    public void What_was_cut_off_is_not_read_at_all()
    {
        var message = Read("1234 83A0 0001 0002 0000 0000", Question, "C00C 0005 0001 0000");
        Assert.True(message.IsTruncated);
        Assert.Empty(message.Answers);
        Assert.True(message.IsAnswerTo(0x1234, new("mx.test", DnsType.Mx)));
    }

    [Theory]
    [InlineData("1234 01A0 0001 0000 0000 0000", Question)] // a question, not an answer
    [InlineData("1235 81A0 0001 0000 0000 0000", Question)]
    [InlineData("1234 A1A0 0001 0000 0000 0000", Question)] // NOTIFY
    [InlineData("1234 81A0 0000 0000 0000 0000", "")]
    [InlineData("1234 81A0 0002 0000 0000 0000", Question + Question)]
    [InlineData(Header, "02 6D78 04 74657374 00 000F 0003")] // another class
    [InlineData(Header, "02 6D78 04 74657374 00 0010 0001")]
    [InlineData(Header, "02 6D79 04 74657374 00 000F 0001")]
    public void Only_what_repeats_the_number_and_the_question_is_the_answer(string header, string rest) =>
        Assert.False(Read(header, rest).IsAnswerTo(0x1234, new("mx.test", DnsType.Mx)));

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("1234 81A0 0001 0000 0000 00", "half a header")]
    [InlineData(Header + "02 6D78 04 746573", "a name that ends too early")]
    [InlineData(Header + "02 6D78 04 74657374 00 000F", "half a question")]
    [InlineData(Header + "C00C 000F 0001", "a name that points at itself")]
    [InlineData(Header + "C010 000F 0001 C00C", "a name that points forward")]
    [InlineData(Header + "01 61 C00C 000F 0001", "a name that points to its own beginning")]
    [InlineData(Header + "40 00 000F 0001", "a label of an unknown kind")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question, "a record that is not there")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question + "C00C 0001 0001 00000001 0005 C000020100", "an address of 5 octets")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question + "C00C 001C 0001 00000001 0004 C0000201", "an IPv6 address of 4")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question + "C00C 0001 0001 00000001 0004 C00002", "data that ends too early")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question + "C00C 000F 0001 00000001 0002 000A", "a mail host without a name")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question + "C00C 000F 0001 00000001 0005 000A C00C 00", "something behind the name")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question + "C00C 0005 0001 00000001 0001 C0 0C", "a name beyond its record")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question + "C00C 0010 0001 00000001 0002 05 61", "a string beyond its record")]
    [InlineData("1234 81A0 0001 0001 0000 0000" + Question + "C00C 0006 0001 00000001 0004 00000001", "half an SOA")]
    [InlineData("1234 81A0 0001 0000 0000 0001" + Question + "00 0029 04D0 00000000 0003 000A00", "half an option")]
    [InlineData("1234 81A0 0001 0000 0000 0001" + Question + "00 0029 04D0 00000000 0004 000A0001", "an option beyond its record")]
    public void What_is_malformed_is_no_message(string hex, string what) =>
        Assert.False(DnsMessage.TryRead(Octets(hex), out _), what);

    [Fact]
    public void Records_of_another_class_and_of_unknown_types_harm_nobody()
    {
        var message = Read("1234 81A0 0001 0002 0000 0000", Question,
            "C00C 0001 0003 00000001 0001 00", "C00C FF00 0001 00000001 0003 010203");
        Assert.Equal((DnsType)0xFF00, Assert.Single(message.Answers).Type);
    }

    [Fact]
    public void A_time_to_live_with_its_top_bit_set_is_none() => Assert.Equal(TimeSpan.Zero, // RFC 2181 §8
        Read("1234 81A0 0001 0001 0000 0000", Question, "C00C 0001 0001 FFFFFFFF 0004 C0000201").Answers[0].TimeToLive);

    [Fact]
    public void Names_are_lower_case_and_what_is_no_part_of_host_names_is_escaped()
    {
        var message = Read("1234 81A0 0001 0001 0000 0000", "02 4D58 04 54457354 00 000F 0001",
            "C00C 0005 0001 00000001 0008 06 612E5C200AFC 00");
        Assert.Equal("mx.test", message.Question?.Name);
        Assert.Equal("a\\046\\092\\032\\010\\252", message.Answers[0].Target);
    }

    [Fact]
    public void A_question_asks_for_recursion_and_to_hear_whether_it_is_proven() => Assert.Equal(
        Octets("ABCD 0120 0001 0000 0000 0001", Question, "00 0029 04D0 0000 0000 0000"),
        new DnsQuestion("mx.test", DnsType.Mx).Write(0xABCD, 1232));

    [Theory]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("ü.test")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.test")]
    public void A_name_that_cannot_be_written_is_not(string name) =>
        Assert.Throws<FormatException>(() => new DnsQuestion(name, DnsType.A).Write(1, 512));

    [Fact]
    public void A_name_of_255_octets_is_written_and_a_longer_one_is_not()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{new string('a', 61)}";
        Assert.Equal(longest, Answered(new DnsQuestion(longest, DnsType.A)).Question?.Name);
        Assert.Throws<FormatException>(() => new DnsQuestion(longest + "a", DnsType.A).Write(1, 512));
    }

    [Fact]
    public void Whatever_is_asked_is_read_back_from_the_answer() =>
        Gen.Select(Gen.Char["abc-_09"].Array[1, 63].Select(static c => new string(c)).Array[0, 3], Gen.UShort)
            .Sample(static (labels, type) =>
            {
                var question = new DnsQuestion(string.Join('.', labels), (DnsType)type);
                Assert.Equal(question, Answered(question).Question);
            });

    [Fact]
    public void Any_octets_are_read_to_an_end()
    {
        var start = Octets("1234 81A0 0001 0003 0001 0001", Question);
        Gen.Frequency(
            (4, Gen.OneOf(
                Gen.Const(Octets("C00C")), Gen.Const(Octets("0001 0001 00000001 0004 C0000201")),
                Gen.Const(Octets("0005 0001 00000001 0002 C00C")), Gen.Const(Octets("0029 04D0 00000000 0004 000F0000")))),
            (1, Gen.Byte.Array[1, 4])).Array[0, 12].Sample(parts =>
            {
                byte[] octets = [.. start, .. parts.SelectMany(static part => part)];
                if (!DnsMessage.TryRead(octets, out var message)) return;
                Assert.All(message.Answers.Concat(message.Authorities), static record =>
                {
                    Assert.InRange(record.Name.Length, 0, 4 * 255);
                    Assert.DoesNotContain(record.Name + record.Target, static c => c is <= ' ' or > '~');
                });
            }, iter: 3000);
    }

    private static DnsMessage Answered(DnsQuestion question)
    {
        var octets = question.Write(7, 512);
        octets[2] |= 0x80;
        Assert.True(DnsMessage.TryRead(octets, out var message));
        Assert.True(message.IsAnswerTo(7, question));
        return message;
    }

    private static DnsMessage Read(params string[] hex)
    {
        Assert.True(DnsMessage.TryRead(Octets(hex), out var message));
        return message;
    }

    private static (string Name, DnsType Type, double Seconds, string Target) Shown(DnsRecord record) =>
        (record.Name, record.Type, record.TimeToLive.TotalSeconds, record.Target);

    private static byte[] Octets(params string[] hex) =>
        Convert.FromHexString(string.Concat(hex).Replace(" ", "", StringComparison.Ordinal));
}
