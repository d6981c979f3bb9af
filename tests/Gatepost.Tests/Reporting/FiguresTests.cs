using Gatepost.Reporting;

namespace Gatepost.Tests.Reporting;

public class FiguresTests
{
    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(0, 10, "0 %")]
    [InlineData(10, 10, "100 %")]
    [InlineData(214, 61302, "0.35 %")]
    [InlineData(1, 61302, "< 0.01 %")]
    [InlineData(61301, 61302, "> 99.99 %")]
    [InlineData(61088, 61302, "99.65 %")]
    [InlineData(1, 3, "33.3 %")]
    [InlineData(1, 100, "1.0 %")]
    [InlineData(99, 100, "99.0 %")]
    [InlineData(9999, 10000, "99.99 %")]
    [InlineData(99994, 100000, "> 99.99 %")]
    public void A_share_never_says_all_or_nothing_where_that_is_not_so(long part, long whole, string share) =>
        Assert.Equal(share, Figures.Share(part, whole));

    [Theory]
    [InlineData(0, "0 messages")]
    [InlineData(1, "1 message")]
    [InlineData(1302, "1 302 messages")]
    [InlineData(1234567, "1 234 567 messages")]
    public void Numbers_are_grouped_and_nouns_counted(long number, string text) =>
        Assert.Equal(text, Figures.Count(number, "message"));

    [Fact]
    public void Of_many_names_some_are_told()
    {
        Assert.Equal("a, b, c, d", Figures.Some(["a", "b", "c", "d"]));
        Assert.Equal("a, b, c and 2 more", Figures.Some(["a", "b", "c", "d", "e"]));
    }
}
