using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Tests.Delivery;
using Gatepost.Tests.Dispatch;
using Gatepost.TlsPolicy;
using Gatepost.TlsPolicy.Sources;

namespace Gatepost.Tests.TlsPolicy;

public sealed class MemorySourceTests : IDomainMemory
{
    private TlsProofs _habit;

    public ValueTask<DomainHabit?> RecallAsync(string domain, CancellationToken cancellationToken) =>
        new(domain == "lighthouse.test" ? new DomainHabit(_habit, 100, Outgoing.Noon) : null);

    private async Task<TlsOpinion?> AskAsync(
        string domain, bool holds, MailDirection direction = MailDirection.Out, PartnerMode mode = PartnerMode.Enforce)
    {
        var config = Mail.Config with
        {
            Partners =
            [
                new() { Name = "lighthouse", Domains = ["lighthouse.test"], HoldOnRegression = holds, Mode = mode },
            ],
        };
        var route = Walkers.RouteTo(domain) with { Direction = direction };
        return await new Memory(this).AskAsync(new TlsQuestion(Outgoing.Message(), route, config), CancellationToken.None);
    }

    [Theory]
    [InlineData(TlsProofs.Tls, TlsLevel.Encrypt)]
    [InlineData(TlsProofs.Tls | TlsProofs.Dane, TlsLevel.DaneOnly)]
    [InlineData(TlsProofs.Tls | TlsProofs.VerifyName, TlsLevel.Verify)]
    public async Task A_row_that_says_so_holds_the_domain_to_its_habit(TlsProofs habit, TlsLevel level)
    {
        _habit = habit;

        var opinion = await AskAsync("lighthouse.test", holds: true);

        Assert.Equal(level, opinion!.Requirement.Level);
        Assert.Equal($"used to be reached at level {level.Word()}, and is held to it", opinion.Evidence.Statement);
    }

    [Fact]
    public async Task Otherwise_it_is_told_and_demands_nothing()
    {
        _habit = TlsProofs.Tls;

        var opinion = await AskAsync("lighthouse.test", holds: false);

        Assert.Equal(TlsLevel.None, opinion!.Requirement.Level);
        Assert.Equal(100, opinion.Habit!.Messages);
    }

    [Fact]
    public async Task A_row_that_only_watches_holds_nothing()
    {
        _habit = TlsProofs.Tls;

        var opinion = await AskAsync("lighthouse.test", holds: true, mode: PartnerMode.Monitor);

        Assert.Equal(TlsLevel.None, opinion!.Requirement.Level);
    }

    [Theory]
    [InlineData("lighthouse.test", TlsProofs.None, MailDirection.Out)]
    [InlineData("stranger.test", TlsProofs.Tls, MailDirection.Out)]
    [InlineData("lighthouse.test", TlsProofs.Tls, MailDirection.In)]
    public async Task Without_a_habit_there_is_nothing_to_say(string domain, TlsProofs habit, MailDirection direction)
    {
        _habit = habit;

        Assert.Null(await AskAsync(domain, holds: true, direction));
    }
}
