using CsCheck;
using Gatepost.Protocols.MailAccess;

namespace Gatepost.Tests.Protocols.MailAccess;

public sealed class SetupDocumentTests
{
    [Fact]
    public void The_document_of_Thunderbird_names_its_servers()
    {
        var document = SetupDocument.Read("""
            <?xml version="1.0"?>
            <clientConfig version="1.1"><emailProvider id="example.com"><domain>example.com</domain>
              <incomingServer type="imap"><hostname> imap.example.com </hostname><port>993</port><socketType>SSL</socketType></incomingServer>
              <incomingServer type="pop3"><hostname>pop.example.com</hostname><port>110</port><socketType>plain</socketType></incomingServer>
              <incomingServer type="exchange"><ewsURL>https://x/</ewsURL></incomingServer>
              <outgoingServer type="smtp"><hostname>smtp.example.com</hostname><port>587</port><socketType>STARTTLS</socketType></outgoingServer>
              <outgoingServer type="smtp"><hostname>odd.example.com</hostname><port>many</port></outgoingServer>
            </emailProvider></clientConfig>
            """);
        Assert.Equal(
            [
                new("imap", "imap.example.com", 993, SetupSecurity.Tls), new("pop3", "pop.example.com", 110, SetupSecurity.Clear),
                new("smtp", "smtp.example.com", 587, SetupSecurity.StartTls), new("smtp", "odd.example.com", null, SetupSecurity.Unsaid),
            ], document!.Servers);
    }

    [Theory]
    [InlineData("", SetupSecurity.Tls)]
    [InlineData("<SSL>on</SSL>", SetupSecurity.Tls)]
    [InlineData("<SSL>off</SSL>", SetupSecurity.Clear)]
    [InlineData("<SSL>off</SSL><Encryption>TLS</Encryption>", SetupSecurity.StartTls)]
    [InlineData("<SSL>on</SSL><Encryption>None</Encryption>", SetupSecurity.Clear)]
    [InlineData("<Encryption>SSL</Encryption>", SetupSecurity.Tls)]
    [InlineData("<Encryption>Auto</Encryption>", SetupSecurity.Unsaid)]
    public void The_document_of_Outlook_names_its_servers(string security, SetupSecurity expected)
    {
        var document = SetupDocument.Read($"""
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006">
              <Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account>
                <Protocol><Type>IMAP</Type><Server>mail.example.com</Server><Port>143</Port>{security}</Protocol>
                <Protocol><Type>EXCH</Type><Server>x</Server></Protocol>
              </Account></Response></Autodiscover>
            """);
        Assert.Equal(new("imap", "mail.example.com", 143, expected), Assert.Single(document!.Servers));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>not here</body></html>")]
    [InlineData("<clientConfig>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><clientConfig>&a;</clientConfig>")] // no entities
    public void What_is_no_such_document_is_none(string text) => Assert.Null(SetupDocument.Read(text));

    [Fact]
    public void A_tower_of_elements_and_a_document_without_end_are_none()
    {
        Assert.Null(SetupDocument.Read($"<clientConfig>{string.Concat(Enumerable.Repeat("<a>", 20_000))}"));
        Assert.Null(SetupDocument.Read($"<clientConfig>{new string(' ', SetupDocument.MaxSize)}</clientConfig>"));
    }

    [Fact]
    public void Any_text_is_read_or_is_none() =>
        Words.Text(12, "<clientConfig>", "</clientConfig>", "<incomingServer type='imap'>", "</incomingServer>", "<hostname>", "</hostname>", "<port>",
                "</port>", "143", "a.example", "<socketType>SSL</socketType>", "&lt;", "<", "ü")
            .Sample(static text =>
            {
                if (SetupDocument.Read(text) is { } document) Assert.All(document.Servers, static server => Assert.NotEmpty(server.Host));
            }, iter: 3000);
}
