using System.Security.Cryptography;
using CsCheck;
using Gatepost.Protocols.MailAuth;
using Gatepost.Protocols.Text;

namespace Gatepost.Tests.Protocols.MailAuth;

public sealed class DkimKeyRecordTests
{
    private const string Ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="; // RFC 8463 §A.2

    [Fact]
    public void The_keys_of_the_standards_are_read()
    {
        // RFC 8463 §A.2, with blanks as a zone file's lines may leave them.
        var rsa = DkimKeyRecord.Read(["v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi"
            + "Y/J16JYi0Qvx/byYzCNb3W91y3FutAC DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3 Ip3G+2kryOTIKT+l/K4w3QIDAQAB"]);
        Assert.Equal((TxtRecordState.Valid, DkimKeyType.Rsa, 1024), (rsa.State, rsa.Type, rsa.Bits));
        var ed = DkimKeyRecord.Read([$"v=DKIM1; k=ed25519; p={Ed25519}"]);
        Assert.Equal((TxtRecordState.Valid, DkimKeyType.Ed25519, 256, false), (ed.State, ed.Type, ed.Bits, ed.IsTesting));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    [InlineData(4096)]
    public void The_length_of_an_RSA_key_is_that_of_its_modulus_in_either_form(int bits)
    {
        using var key = RSA.Create(bits);
        foreach (var der in (byte[][])[key.ExportSubjectPublicKeyInfo(), key.ExportRSAPublicKey()])
        {
            var record = DkimKeyRecord.Read([$"p={Convert.ToBase64String(der)}"]);
            Assert.Equal((TxtRecordState.Valid, bits), (record.State, record.Bits));
        }
    }

    [Theory]
    [InlineData("t=y", true)]
    [InlineData("t=s:y", true)]
    [InlineData("t= s : y ", true)]
    [InlineData("t=s", false)]
    [InlineData("n=t", false)]
    public void A_key_that_is_only_tried_says_so(string tag, bool isTesting) =>
        Assert.Equal(isTesting, DkimKeyRecord.Read([$"v=DKIM1; k=ed25519; {tag}; p={Ed25519}"]).IsTesting);

    [Theory]
    [InlineData("v=DKIM1; p=", DkimKeyFlaw.Revoked)]
    [InlineData("v=DKIM1; p=;", DkimKeyFlaw.Revoked)]
    [InlineData("v=DKIM1; k=rsa", DkimKeyFlaw.NoKey)]
    [InlineData("p=abc; v=DKIM1", DkimKeyFlaw.Version)]
    [InlineData("v=DKIM2; p=abc", DkimKeyFlaw.Version)]
    [InlineData("v=DKIM1; p=abc; p=def", DkimKeyFlaw.Syntax)]
    [InlineData("v=DKIM1 k=rsa", DkimKeyFlaw.Version)] // the semicolon was forgotten
    [InlineData("hello", DkimKeyFlaw.Syntax)]
    [InlineData("v=DKIM1; k=dsa; p=abcd", DkimKeyFlaw.UnknownType)]
    [InlineData("v=DKIM1; p=MIIB", DkimKeyFlaw.Unreadable)]
    [InlineData("v=DKIM1; p=!!!", DkimKeyFlaw.Unreadable)]
    [InlineData("v=DKIM1; k=ed25519; p=AAAA", DkimKeyFlaw.Unreadable)]
    [InlineData("v=DKIM1; h=sha1; k=ed25519; p=" + Ed25519, DkimKeyFlaw.Unusable)]
    [InlineData("v=DKIM1; s=tlsrpt; k=ed25519; p=" + Ed25519, DkimKeyFlaw.Unusable)]
    public void A_record_with_which_nothing_can_be_checked_says_why(string text, DkimKeyFlaw flaw)
    {
        var record = DkimKeyRecord.Read([text]);
        Assert.Equal(TxtRecordState.Invalid, record.State);
        Assert.Equal([flaw], record.Flaws);
    }

    [Fact]
    public void Exactly_one_record_must_be_there()
    {
        Assert.Equal(TxtRecordState.Absent, DkimKeyRecord.Read([]).State);
        Assert.Equal([DkimKeyFlaw.Several], DkimKeyRecord.Read(["p=abcd", "p=abcd"]).Flaws);
        Assert.Equal("s1._domainkey.example.com", DkimKeyRecord.NameFor("s1", "example.com"));
    }

    [Fact]
    public void Any_text_is_read_and_a_valid_key_has_a_length() =>
        Words.Text(10, "v=DKIM1", "; ", ";", "p=", "k=", "rsa", "ed25519", Ed25519, "t=y", "h=", "sha256", "=", " ", "MIIB", "ü")
            .Sample(static text =>
            {
                var record = DkimKeyRecord.Read([text]);
                Assert.Equal(record.State is TxtRecordState.Valid, record.Flaws.Count == 0);
                if (record.State is TxtRecordState.Valid) Assert.True(record.Bits > 0);
            }, iter: 5000);
}
