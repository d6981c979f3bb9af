using CsCheck;
using Gatepost.Protocols.MailAccess;

namespace Gatepost.Tests.Protocols.MailAccess;

public sealed class MailAccessTests
{
    [Theory]
    [InlineData("* OK [CAPABILITY IMAP4rev1 StartTLS LOGINDISABLED] Dovecot ready.", "*", "OK", "IMAP4REV1 STARTTLS LOGINDISABLED")]
    [InlineData("* PREAUTH IMAP4rev2 server logged in as Smith", "*", "PREAUTH", null)] // RFC 9051 §7.1.4
    [InlineData("* CAPABILITY IMAP4rev2 AUTH=PLAIN", "*", "CAPABILITY", "IMAP4REV2 AUTH=PLAIN")]
    [InlineData("a1 OK [CAPABILITY IMAP4rev2] done", "a1", "OK", "IMAP4REV2")]
    [InlineData("a1 NO [PRIVACYREQUIRED] not before TLS", "a1", "NO", null)]
    [InlineData("a1 ok", "a1", "OK", null)]
    [InlineData("* 12 EXISTS", "*", "12", null)]
    [InlineData("+ ", "+", "", null)]
    public void A_line_of_IMAP_is_read(string line, string tag, string status, string? capabilities)
    {
        var response = ImapResponse.Read(line)!;
        Assert.Equal((tag, status), (response.Tag, response.Status));
        Assert.Equal(capabilities?.Split(' '), response.Capabilities);
        Assert.Equal(tag == "a1" && status == "OK", response.IsSuccess);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("220 mail.example ESMTP")]
    [InlineData("+OK POP3 ready")]
    [InlineData("* ")]
    [InlineData(" OK")]
    [InlineData("* O\u001b K")]
    public void What_is_no_line_of_IMAP_is_told_from_one(string line)
    {
        // "220 mail.example" might be a tag and a status, and is no status.
        Assert.Null(ImapResponse.Read(line));
    }

    [Theory]
    [InlineData("+OK POP3 server ready <1@mail.example>", true, "POP3 server ready <1@mail.example>")]
    [InlineData("+ok", true, "")]
    [InlineData("-ERR [AUTH] not before TLS", false, "[AUTH] not before TLS")]
    [InlineData("+ ", null, "")]
    [InlineData("+", null, "")]
    public void A_line_of_POP3_is_read(string line, bool? isPositive, string text) =>
        Assert.Equal(new PopReply(isPositive, text), PopReply.Read(line));

    [Theory]
    [InlineData("")]
    [InlineData("+OKAY")]
    [InlineData("* OK")]
    [InlineData("220 mail.example ESMTP")]
    public void What_is_no_line_of_POP3_is_told_from_one(string line) => Assert.Null(PopReply.Read(line));

    [Fact]
    public void Any_line_is_read_or_is_none() =>
        Words.Text(8, "*", "+", "a1", " ", "OK", "NO", "[", "]", "CAPABILITY", "STARTTLS", "-ERR", "\u001b", "ü")
            .Sample(static line =>
            {
                if (ImapResponse.Read(line) is { } imap) Assert.Matches(@"^(\*|\+|[a-zA-Z0-9]+)$", imap.Tag);
                if (PopReply.Read(line) is { } pop) Assert.Contains(pop.Text, line, StringComparison.Ordinal);
            }, iter: 5000);
}
