using System.Net;
using System.Text;
using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class ReceivedFieldTests
{
    private static readonly ReceivedField Field = new()
    {
        Helo = new("client.example", IsWellFormed: true),
        Client = IPAddress.Parse("192.0.2.1"),
        By = "mail.example",
        With = TransmissionType.Extended,
        Id = "0B3M8Q7Z2KX",
        Date = new(2026, 11, 3, 23, 6, 40, TimeSpan.FromHours(1)),
    };

    [Fact]
    [Trait("Statement", "SMTP-06")]
    [Trait("Statement", "C2S-07")]
    public void It_names_who_gave_what_to_whom_and_how_it_was_encrypted() => Assert.Equal(
        "Received: from client.example ([192.0.2.1]) by mail.example with ESMTPSA\r\n"
        + " id 0B3M8Q7Z2KX for <user@example.org> tls TLS_AES_256_GCM_SHA384 (TLSv1.3);\r\n"
        + " Tue, 3 Nov 2026 23:06:40 +0100\r\n",
        Text(Field with
        {
            With = TransmissionType.Extended | TransmissionType.Tls | TransmissionType.Authenticated,
            For = new("user", "example.org"),
            CipherSuite = "TLS_AES_256_GCM_SHA384",
            TlsProtocol = "TLSv1.3",
        }));

    [Theory]
    [InlineData(TransmissionType.Smtp, "SMTP")]
    [InlineData(TransmissionType.Extended, "ESMTP")]
    [InlineData(TransmissionType.Extended | TransmissionType.Tls, "ESMTPS")]
    [InlineData(TransmissionType.Extended | TransmissionType.Authenticated, "ESMTPA")]
    [InlineData(TransmissionType.Extended | TransmissionType.Tls | TransmissionType.Authenticated, "ESMTPSA")]
    [InlineData(TransmissionType.Extended | TransmissionType.Utf8, "UTF8SMTP")]
    [InlineData(TransmissionType.Extended | TransmissionType.Utf8 | TransmissionType.Tls, "UTF8SMTPS")]
    [InlineData(TransmissionType.Extended | TransmissionType.Utf8 | TransmissionType.Authenticated, "UTF8SMTPA")]
    [InlineData(TransmissionType.Extended | TransmissionType.Utf8 | TransmissionType.Tls | TransmissionType.Authenticated,
        "UTF8SMTPSA")]
    [Trait("Statement", "SMTP-06")]
    public void The_protocol_is_said_in_the_registered_words(TransmissionType type, string word) =>
        Assert.Contains($" with {word} ", Unfolded(Field with { With = type }), StringComparison.Ordinal);

    [Fact]
    public void An_IPv6_client_is_a_tagged_literal_without_a_zone_and_a_mapped_one_is_IPv4()
    {
        Assert.Contains("([IPv6:2001:db8::1])", Unfolded(Field with { Client = IPAddress.Parse("2001:db8::1") }),
            StringComparison.Ordinal);
        Assert.Contains("([IPv6:fe80::1])", Unfolded(Field with { Client = IPAddress.Parse("fe80::1%3") }),
            StringComparison.Ordinal);
        Assert.Contains("([192.0.2.7])", Unfolded(Field with { Client = IPAddress.Parse("::ffff:192.0.2.7") }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_calls_itself_nonsense_stands_in_a_comment() => Assert.StartsWith(
        "Received: from [192.0.2.1] ([192.0.2.1]) (helo ?;by?evil.example) by mail.example ",
        Unfolded(Field with { Helo = new("(;by evil.example".Replace(' ', ')'), IsWellFormed: false) }),
            StringComparison.Ordinal);

    [Fact]
    public void GHSA_vvjj_xcjg_gr5g_nothing_that_a_client_says_breaks_out_of_the_field() =>
        Gen.String.Sample(static name =>
        {
            var text = Text(Field with { Helo = new(name, IsWellFormed: false) });
            Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
            // Each line but the first begins with a blank: no line of its own, no end of the section.
            Assert.All(text.Split("\r\n")[1..^1], static line => Assert.StartsWith(" ", line, StringComparison.Ordinal));
            Assert.DoesNotContain(text.Replace("\r\n", "", StringComparison.Ordinal), char.IsControl);
        });

    [Theory]
    [InlineData("a b")]
    [InlineData("a\r\nb")]
    [InlineData("a;b")]
    [InlineData("")]
    public void A_word_of_ours_that_is_no_word_is_our_own_fault(string word)
    {
        Assert.Throws<ArgumentException>(() => (Field with { By = word }).ToOctets());
        Assert.Throws<ArgumentException>(() => (Field with { Id = word }).ToOctets());
        Assert.Throws<ArgumentException>(() => (Field with { CipherSuite = word }).ToOctets());
    }

    [Fact]
    public void Lines_stay_within_78_characters_where_the_words_do()
    {
        var long200 = new Mailbox(new string('l', 200), "example.org");
        var text = Text(Field with { By = new string('b', 60), Id = new string('i', 60), For = long200 });
        Assert.All(text.Split("\r\n"), static line => Assert.True(line.Length <= 78 || line.TrimStart(' ').Length > 200, line));
    }

    [Theory]
    [InlineData(2026, 1, 5, 0, "Mon, 5 Jan 2026 04:05:06 +0000")]
    [InlineData(2026, 12, 25, -330, "Fri, 25 Dec 2026 04:05:06 -0530")]
    [InlineData(2026, 7, 1, 120, "Wed, 1 Jul 2026 04:05:06 +0200")]
    public void Dates_are_written_as_RFC_5322_has_them(int year, int month, int day, int offset, string text) =>
        Assert.Equal(text, MailDate.Format(new(year, month, day, 4, 5, 6, TimeSpan.FromMinutes(offset))));

    private static string Text(ReceivedField field) => Encoding.UTF8.GetString(field.ToOctets());

    private static string Unfolded(ReceivedField field) => Text(field).Replace("\r\n", "", StringComparison.Ordinal);
}
