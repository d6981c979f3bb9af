using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class HeaderScannerTests
{
    [Fact]
    public void The_empty_line_ends_the_section_and_what_follows_is_not_looked_at()
    {
        var scanner = Scan("Received: a\r\nDate: x\r\n\r\nReceived: in the body\r\nFrom: x\r\n");
        Assert.Equal(HeaderProgress.Complete, scanner.Progress);
        Assert.Equal(1, scanner.ReceivedCount);
        Assert.Equal(24, scanner.Length);
        Assert.True(scanner.HasDate);
        Assert.False(scanner.HasFrom);
        Assert.False(scanner.IsMalformed);
    }

    [Fact]
    public void Fields_are_known_in_any_case_of_letters_and_folded_lines_are_not_fields()
    {
        var scanner = Scan(
            "RECEIVED: a\r\n Received: folded\r\n\tDate: folded\r\nreceived : old\r\nFROM: a\r\nMessage-Id: <x@y>\r\n\r\n");
        Assert.Equal((2, true, true, false), (scanner.ReceivedCount, scanner.HasFrom, scanner.HasMessageId, scanner.HasDate));
    }

    [Theory]
    [InlineData("TLS-Required: No\r\n", true, false)]
    [InlineData("tls-required:no\r\n", true, false)]
    [InlineData("TLS-Required:\r\n No \r\n", true, false)]
    [InlineData("TLS-Required: No\r\nX: TLS-Required: No\r\n", true, false)]
    [InlineData("Subject: a\r\n", false, false)]
    [Trait("Statement", "RTLS-08")]
    public void TLS_Required_No_makes_TLS_optional(string fields, bool isOptional, bool isVoid)
    {
        var scanner = Scan(fields + "\r\n");
        Assert.Equal((isOptional, isVoid), (scanner.IsTlsOptional, scanner.HasVoidTlsRequired));
    }

    [Theory]
    [InlineData("TLS-Required: No\r\nTLS-Required: No\r\n")]
    [InlineData("TLS-Required: No\r\nSubject: x\r\ntls-required: No\r\n")]
    [InlineData("TLS-Required: Yes\r\n")]
    [InlineData("TLS-Required: No way\r\n")]
    [InlineData("TLS-Required:\r\n")]
    [Trait("Statement", "RTLS-09")]
    public void TLS_Required_twice_or_with_another_value_counts_for_nothing(string fields)
    {
        var scanner = Scan(fields + "\r\n");
        Assert.False(scanner.IsTlsOptional);
        Assert.True(scanner.HasVoidTlsRequired);
    }

    [Fact]
    public void A_TLS_Required_in_the_body_counts_for_nothing() =>
        Assert.False(Scan("Subject: x\r\n\r\nTLS-Required: No\r\n\r\n").IsTlsOptional);

    [Theory]
    [InlineData("Subject: x\r\nno field at all\r\nReceived: a\r\n")]
    [InlineData("Subject: x\r\n: no name\r\nReceived: a\r\n")]
    [InlineData("Sub ject: x\r\nReceived: a\r\n")]
    [InlineData("Sübject: x\r\nReceived: a\r\n")]
    public void A_line_that_is_no_field_ends_the_section(string content)
    {
        var scanner = Scan(content);
        Assert.Equal(HeaderProgress.Complete, scanner.Progress);
        Assert.True(scanner.IsMalformed);
        Assert.Equal(0, scanner.ReceivedCount);
    }

    [Fact]
    public void A_section_above_the_limit_is_told_and_no_more_is_looked_at()
    {
        var scanner = new HeaderScanner(maxLength: 20);
        Assert.Equal(HeaderProgress.NeedMore, scanner.Scan("Subject: 890123456\r\n"u8));
        Assert.Equal(HeaderProgress.TooLarge, scanner.Scan("F"u8));
        Assert.Equal(HeaderProgress.TooLarge, scanner.Scan("rom: a\r\n\r\n"u8));
    }

    [Fact]
    public void One_endless_line_is_too_large_and_not_kept() =>
        Assert.Equal(HeaderProgress.TooLarge, new HeaderScanner(1000).Scan(Octets.Of("Subject: " + new string('x', 2000))));

    [Fact]
    public void A_million_Received_fields_are_counted() =>
        Assert.Equal(1_000_000, Scan(string.Concat(Enumerable.Repeat("Received: x\r\n", 1_000_000)) + "\r\n",
            1 << 16).ReceivedCount);

    [Theory]
    [InlineData(" goes on\r\nSubject: x\r\n\r\nhi\r\n", true)]
    [InlineData("\tgoes on\r\n", true)]
    [InlineData(" \r\nSubject: x\r\n", true)]
    [InlineData(" goes on", true)]
    [InlineData("just words\r\n", true)]
    [InlineData("Subject: x\r\n goes on\r\n", false)]
    [InlineData("\r\nhi\r\n", false)]
    public void A_content_that_does_not_begin_with_a_field_has_no_section(string content, bool isMissing)
    {
        var scanner = Scan(content);
        scanner.Finish();
        Assert.Equal(isMissing, scanner.IsMissing);
    }

    [Fact]
    public void A_content_that_ends_within_the_section_is_all_header()
    {
        var scanner = Scan("Received: a\r\nDate: x");
        Assert.Equal(HeaderProgress.NeedMore, scanner.Progress);
        Assert.Equal(HeaderProgress.Complete, scanner.Finish());
        Assert.Equal((1, true), (scanner.ReceivedCount, scanner.HasDate));
    }

    [Fact]
    public void Pieces_of_any_size_give_what_the_whole_gives() =>
        Gen.Select(Gen.OneOf(Gen.Const("\r\n"), Gen.Const("Received: "), Gen.Const("TLS-Required:"), Gen.Const("No"),
            Gen.Const(" "), Gen.Const("x"),
            Gen.Const("Date:")).Array[0, 20].Select(string.Concat), Gen.Int[1, 9]).Sample(static (content, piece) =>
            {
                var (whole, pieces) = (Scan(content), Scan(content, piece));
                Assert.Equal((whole.Finish(), whole.Length), (pieces.Finish(), pieces.Length));
                Assert.Equal(whole.ReceivedCount, pieces.ReceivedCount);
                Assert.Equal((whole.IsTlsOptional, whole.HasVoidTlsRequired), (pieces.IsTlsOptional, pieces.HasVoidTlsRequired));
                Assert.Equal((whole.HasDate, whole.IsMalformed), (pieces.HasDate, pieces.IsMalformed));
            }, iter: 1000);

    private static HeaderScanner Scan(string content, int piece = int.MaxValue)
    {
        var scanner = new HeaderScanner(100_000_000);
        var octets = Octets.Of(content);
        for (var at = 0; at < octets.Length;)
        {
            var next = octets.AsSpan(at, Math.Min(piece, octets.Length - at));
            scanner.Scan(next);
            at += next.Length;
        }

        return scanner;
    }
}
