using Gatepost.Configuration.Checks;
using Gatepost.Tests.Host;
using Microsoft.Extensions.Time.Testing;

namespace Gatepost.Tests.Configuration;

public sealed class PartnerTermTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2026-05-31", "enforce", "ended on 2026-05-31: it is not enforced any more, and only watched; renew it with a later day")]
    [InlineData("2026-06-01", "enforce", "ends after 2026-06-01, and is only watched then; agree anew with the partner")]
    [InlineData("2026-06-30", "enforce", "ends after 2026-06-30, and is only watched then")]
    [InlineData("2026-07-01", "enforce", null)]
    [InlineData("2026-05-31", "monitor", null)]
    public void The_end_of_an_agreement_is_told_of_thirty_days_before_and_from_then_on(string day, string mode, string? expected)
    {
        var path = Path.Combine(_folder.Path, "gatepost.toml");
        File.WriteAllText(path, $"""
            {ConfigText.Least}
            [[partner]]
            domains = ["a.example"]
            mode = "{mode}"
            valid_until = {day}
            """);
        var time = new FakeTimeProvider(new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

        var result = Gatepost.Configuration.ConfigReader.Read(path, ConfigText.NoEnvironment, [new PartnerTermChecks(time)]);

        Assert.NotNull(result.Config);
        var told = result.Problems.Select(static problem => problem.ToString()).Where(static line => line.Contains("partner["));
        if (expected is null) Assert.Empty(told);
        else Assert.Contains(expected, Assert.Single(told), StringComparison.Ordinal);
    }
}
