using System.Net;
using System.Text;
using CsCheck;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.Protocols;

public sealed class DomainTests
{
    private static readonly Gen<string> Text =
        Gen.OneOf(Gen.Char, Gen.Char['a', 'z'], Gen.Char[".-[]:\u3002\u00E410@ "])
            .Array[0, 24].Select(static characters => new string(characters));

    private static readonly string[] Forms = ["[{0}]", "[IPv6:{0}]", "[192.0.2.{0}]", "{0}"];

    [Fact]
    public void An_address_that_is_written_as_a_literal_is_read_back() =>
        Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]).Select(static octets => new IPAddress(octets)).Sample(static address =>
        {
            Assert.True(DomainLiteral.TryParse(DomainLiteral.Format(address), out var read));
            Assert.Equal(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, read);
        });

    [Fact]
    public void What_is_taken_for_a_literal_holds_nothing_but_an_address() =>
        Gen.Select(Text, Gen.Int[0, Forms.Length - 1],
                static (text, form) => Forms[form].Replace("{0}", text, StringComparison.Ordinal))
            .Sample(static text =>
            {
                if (!DomainLiteral.IsValid(text)) return;
                Assert.True(Ascii.IsValid(text));
                Assert.DoesNotContain(text[1..^1], static c => c is '[' or ']' or '@' or '%' || char.IsWhiteSpace(c));
            }, iter: 5000);

    [Fact]
    public void A_name_that_is_taken_has_one_form_and_it_is_plain() => Text.Sample(static text =>
    {
        if (!DomainName.IsValid(text)) return;
        var form = DomainName.Normalize(text);
        Assert.Equal(form, DomainName.Normalize(form));
        Assert.Equal(form, DomainName.Normalize(text + "."));
        Assert.DoesNotContain(form, static c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'));
        Assert.Equal(form, form.ToLowerInvariant());
        // The border of the domain stays where it was written.
        Assert.Equal(text.Count(static c => c is '.'), form.Count(static c => c is '.'));
    }, iter: 5000);
}
