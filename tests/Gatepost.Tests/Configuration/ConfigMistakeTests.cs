using Gatepost.Configuration;

namespace Gatepost.Tests.Configuration;

public sealed class ConfigMistakeTests
{
    public static TheoryData<MistakeCase> Cases => [.. MistakeCase.All()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_mistake_is_told_with_its_place_and_its_remedy(MistakeCase mistake)
    {
        var result = ConfigText.Read(mistake.Text, mistake.Environment);
        var told = result.Problems.Select(static problem => problem.ToString());

        Assert.Equal(mistake.Expected,
            told.Where(static line => !line.Contains("nobody can log in here yet", StringComparison.Ordinal)));
        Assert.Equal(result.Errors.Any(), result.Config is null);
    }

    [Theory]
    [InlineData("[outbound]\ntls = \"secure\"", "5:7: warning: outbound.tls: at the level secure")]
    [InlineData("[outbound]\ntls_names = [\"a.example\"]", "5:13: warning: outbound.tls_names: is looked at, but not demanded")]
    [InlineData("[queue]\ndelay_notice = \"6d\"", "5:16: warning: queue.delay_notice: comes after the message has gone back")]
    [InlineData("[limits]\nsessions = 10", "4:1: warning: limits.sessions_per_address: is more than sessions in all")]
    [InlineData("[[partner]]\ndomains = [\"a.example\"]\non_failure = \"hold\"",
        "6:14: warning: partner[1].on_failure: nothing is agreed that could fail: tls is \"may\"")]
    [InlineData("[[partner]]\ndomains = [\"a.example\"]\ninbound_client_pins = [\"sha256:AABBCCDDEEFF00112233445566778899aabbccddeeff00112233445566778899\"]",
        "6:23: warning: partner[1].inbound_client_pins: is looked at, but no client certificate is demanded")]
    [InlineData("", "3:13: warning: listener[1]: nobody can log in here yet")]
    public void What_is_unwise_is_a_warning_and_the_configuration_is_taken(string text, string expected)
    {
        var result = ConfigText.Read(ConfigText.Least + text);

        Assert.NotNull(result.Config);
        Assert.Contains(ConfigText.Warnings(text), line =>
            line.StartsWith($"gatepost.toml:{expected}", StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_list_of_listeners_is_as_bad_as_none()
    {
        var result = ConfigReader.Parse(
            "hostname = \"mx.example.org\"\ndata_dir = \"data\"\nlistener = []", "gatepost.toml", new Dictionary<string, string>());

        Assert.Contains(result.Errors, error => error.Message.StartsWith("there is no [[listener]]", StringComparison.Ordinal));
        Assert.Null(result.Config);
    }

    [Fact]
    public void The_environment_wins_over_the_file()
    {
        var config = ConfigText.Good("[limits]\nsessions = 10\n", new Dictionary<string, string>
        {
            ["GATEPOST_LIMITS__SESSIONS"] = "77",
            ["GATEPOST_HOSTNAME"] = "other.example.org",
            ["GATEPOST_DNS__RESOLVERS"] = "127.0.0.1:5300, 127.0.0.2",
            ["SOMETHING_ELSE"] = "x",
        });

        Assert.Equal((77, "other.example.org", 2), (config.Limits.Sessions, config.Hostname, config.Dns.Resolvers.Count));
    }

    [Fact]
    public void A_value_in_a_problem_is_cut_and_has_no_control_characters()
    {
        var error = Assert.Single(ConfigText.Errors("[queue]\nlifetime = \"\\u001b[31m" + new string('x', 500) + "\""));

        Assert.DoesNotContain('\u001b', error);
        Assert.True(error.Length < 300);
    }
}
