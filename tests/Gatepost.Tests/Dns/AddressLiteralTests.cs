using System.Net;
using CsCheck;
using Gatepost.Dns;

namespace Gatepost.Tests.Dns;

public class AddressLiteralTests
{
    [Fact]
    public void Every_address_as_it_is_written_is_taken_for_itself() =>
        Gen.OneOf(Gen.Byte.Array[4], Gen.Byte.Array[16]).Select(octets => new IPAddress(octets)).Sample(address =>
            AddressLiteral.TryParse(address.ToString(), out var read) && read.Equals(address));

    [Theory]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("192.0.2.1.")]
    [InlineData("[2001:db8::1]")]
    [InlineData("mx.test")]
    [InlineData("")]
    public void What_only_old_libraries_take_for_an_address_is_a_name(string text) => Assert.False(AddressLiteral.TryParse(text, out _));
}
