using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.TlsPolicy;

namespace Gatepost.Tests.TlsPolicy;

public sealed class PrecedenceTests
{
    // A source that is heard between the operator and the default, as those of the destination will be.
    private const PolicyRank Between = (PolicyRank)40;

    private static (PolicyRank, TlsOpinion) Says(
        PolicyRank rank, TlsLevel level, OpinionForce force = OpinionForce.Floor, string? name = null) =>
        (rank, new TlsOpinion(
            new TlsRequirement { Level = level, Names = name is null ? [] : [name] },
            force, new Evidence(rank.ToString(), level.Word())));

    public static TheoryData<TlsLevel, TlsLevel> Pairs()
    {
        var pairs = new TheoryData<TlsLevel, TlsLevel>();
        foreach (var one in Enum.GetValues<TlsLevel>())
        {
            foreach (var other in Enum.GetValues<TlsLevel>()) pairs.Add(one, other);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_source_can_only_raise_what_the_operator_asked_for(TlsLevel asked, TlsLevel found)
    {
        var (requirement, _, evidence) = Precedence.Combine(
            [Says(PolicyRank.Operator, asked, name: "mx.example"), Says(Between, found), Says(PolicyRank.Default, TlsLevel.Secure)]);

        Assert.Equal(TlsLevels.Stricter(asked, found), requirement.Level);
        Assert.Equal(["mx.example"], requirement.Names);
        Assert.Equal(2, evidence.Count);
        Assert.Equal(TlsLevels.Stricter(asked, found).Word(), evidence[0].Statement);
    }

    [Fact]
    public void An_exact_level_of_the_operator_ends_the_matter()
    {
        var (requirement, _, evidence) = Precedence.Combine(
            [Says(PolicyRank.Operator, TlsLevel.None, OpinionForce.Exact), Says(Between, TlsLevel.Secure)]);

        Assert.Equal(TlsLevel.None, requirement.Level);
        Assert.Single(evidence);
    }

    [Fact]
    public void Without_a_row_a_source_raises_the_default()
    {
        var (requirement, _, evidence) = Precedence.Combine([Says(Between, TlsLevel.Verify), Says(PolicyRank.Default, TlsLevel.May)]);

        Assert.Equal(TlsLevel.Verify, requirement.Level);
        Assert.Equal(["verify", "may"], evidence.Select(e => e.Statement));
    }
}
