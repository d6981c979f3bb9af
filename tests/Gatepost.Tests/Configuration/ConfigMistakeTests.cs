namespace Gatepost.Tests.Configuration;

/// <summary>What an operator gets wrong, where it is told, and what is told. The mistake stands below the three lines of
/// <see cref="ConfigText.Least"/>.</summary>
public sealed class ConfigMistakeTests
{
    public static TheoryData<string, string> Errors => new()
    {
        // The syntax of TOML.
        { "[queue]\nlifetime = 5d", "5:13: error: the value \"5d\" lacks its quotes; write lifetime = \"5d\"" },
        { "postmaster =", "4:13: error: there is no value behind the =; write one, or put a # before the line" },
        { "[queue\n", "4:7: error: \"[queue\" is no section; write [name], or [[name]] where there may be several" },
        { "[queue]\nlifetime = \"5d", "5:14: error: a quotation mark is missing in this line; close the value with \"" },
        { "[queue]\nlifetime = \"5d\"\nlifetime = \"6d\"", "6:1: error: \"lifetime\" stands here for the second time; the first is in line 5; remove one of them" },
        { "[queue]\n[limits]\n[queue]", "6:1: error: [queue] stands here for the second time; the first is in line 4; put the options of both under one" },

        // Sections and their names.
        { "[domain]\nname = \"example.org\"", "4:1: error: domain: \"domain\" may stand several times; write [[domain]], with two brackets on each side" },
        { "[[queue]]", "4:1: error: queue: \"queue\" is a section; write [queue]: there is only one" },
        { "queue = 5", "4:1: error: queue: \"queue\" is a section; write [queue] and its options below" },
        { "[[domian]]\nname = \"x\"", "4:1: error: \"domian\" is no section that Gatepost knows; did you mean \"domain\"?" },
        { "[queue]\nlifetme = \"5d\"", "5:1: error: queue: \"lifetme\" is no option that Gatepost knows; did you mean \"lifetime\"?" },
        { "[queue]\nsmart_host = \"x\"", "5:1: error: queue: \"smart_host\" is no option that Gatepost knows; it belongs under [outbound]" },
        { "[queue]\nqqqqqqqq = 1", "5:1: error: queue: \"qqqqqqqq\" is no option that Gatepost knows; docs/configuration.md lists them all" },

        // Values.
        { "postmaster = 5", "4:14: error: postmaster: 5 is no mail address; write \"postmaster@example.org\"" },
        { "[limits]\nsessions = 0", "5:12: error: limits.sessions: 0 is no number from 1 to 1000000; write a number from 1 to 1000000" },
        { "[limits]\nmessage_size = \"1 KiB\"", "5:16: error: limits.message_size: \"1 KiB\" is less than 64 KiB; write a size from \"64 KiB\" to \"1 TiB\"" },
        { "[outbound]\ntls = \"secur\"", "5:7: error: outbound.tls: \"secur\" is not known here, did you mean \"secure\"?; write one of \"none\", \"may\", \"encrypt\", \"fingerprint\", \"dane\", \"dane-only\", \"verify\", \"secure\"" },
        { "[outbound]\ntls_minimum_version = \"1.1\"", "5:23: error: outbound.tls_minimum_version: \"1.1\" is no version of TLS that can be demanded; write \"1.2\" or \"1.3\"" },
        { "[dns]\nresolvers = [\"127.0.0.1\", \"dns.example\"]", "5:27: error: dns.resolvers: \"dns.example\" has no IP address (names are not looked up here); write \"127.0.0.1\" or \"127.0.0.1:53\"" },
        { "[admin]\nlisten = [\"127.0.0.1:1\"]", "5:10: error: admin.listen: one value is wanted here, not a list; write \"127.0.0.1:8025\", or \"off\"" },

        // Across rows.
        { "[outbound]\ntls = \"dane\"", "5:7: error: outbound.tls: the level dane is not yet supported by this version; use may, encrypt, verify or secure" },
        { "[outbound]\ntls = \"fingerprint\"", "5:7: error: outbound.tls: the level fingerprint needs the fingerprints that are accepted; add tls_pins = [\"sha256:…\"]" },
        { "[outbound]\ntls_client_certificate = \"mx\"", "5:26: error: outbound.tls_client_certificate: there is no [[certificate]] with the name \"mx\"; add one, or name another" },
        { "[outbound]\nca_file = \"/nowhere/ca.pem\"", "5:11: error: outbound.ca_file: there is no file \"/nowhere/ca.pem\"; correct the path, or put the file there" },
        { "[queue]\nretry = []", "5:9: error: queue.retry: is empty, so nothing would ever be tried again; write for example [\"5m\", \"1h\"]" },
        { "[queue]\nretry = [\"10m\", \"5m\"]", "5:17: error: queue.retry: 5m stands behind the longer 10m; waits never get shorter: put them in order" },
        { "[queue]\nlifetime = \"5m\"", "5:12: error: queue.lifetime: 5m ends before the second attempt after 5m; RFC 5321 §4.5.4.1 wants four to five days" },
        { "[admin]\nlisten = \"0.0.0.0:8025\"", "5:10: error: admin.listen: 0.0.0.0:8025 can be reached from outside, and nobody has to log in there; write \"127.0.0.1:8025\", and put a web server that asks for a password in front where others must see it" },
        { "[limits]\nheader = \"10 MiB\"\nmessage_size = \"1 MiB\"", "5:10: error: limits.header: is more than message_size; make it smaller" },
        { "[[domain]]\nname = \"a.example\"\nnext_hop = \"x\"\n[[domain]]\nname = \"A.example\"\nnext_hop = \"y\"", "8:8: error: domain[2].name: \"a.example\" has its row already: domain[1]; remove one of them" },
        { "[[domain]]\nname = \".a.example\"\nnext_hop = \"x\"\n[[partner]]\ndomains = [\"b.example\", \"mx.a.example\"]", "8:25: error: partner[1].domains: \"mx.a.example\" is a domain of ours (domain[1]); put its tls options into that row" },
        { "[[partner]]\ndomains = [\"b.example\"]\n[[partner]]\ndomains = \"b.example\"\nname = \"b\"", "7:11: error: partner[2].domains: \"b.example\" stands in partner[1] already; remove one of them" },
    };

    public static TheoryData<string, string> ListenerErrors => new()
    {
        { "role = \"relay\"\nlisten = \"127.0.0.1:2525\"", "3:1: error: listener[1]: nobody could use this relay: it names no networks, client_ca_file or client_pins, and there are no users; write networks = [\"10.0.0.5\"] with your server's address, or add a user with \"gatepost user add\"" },
        { "role = \"relay\"\nlisten = \"127.0.0.1:2525\"\nnetworks = [\"10.0.0.0/8\", \"0.0.0.0/0\"]", "6:27: error: listener[1].networks: 0.0.0.0/0 is the whole internet: an open relay; name the networks of your own servers" },
        { "role = \"relay\"\nlisten = \"127.0.0.1:2525\"\nnetworks = \"10.0.0.5/8\"", "6:12: error: listener[1].networks: \"10.0.0.5/8\" has bits set behind its prefix; the network is 10.0.0.0/8; write \"10.0.0.0/8\" or \"2001:db8::/32\"" },
        { "role = \"submission\"\nlisten = \"127.0.0.1:587\"\nnetworks = \"10.0.0.0/8\"", "6:12: error: listener[1].networks: only has a meaning on a listener with role = \"relay\"; remove it, or change the role" },
        { "role = \"submission\"\nlisten = []", "5:10: error: listener[1].listen: names no address; write for example listen = [\"*:25\"]" },
        { "role = \"submission\"\nlisten = [\"127.0.0.1\"]", "5:11: error: listener[1].listen: \"127.0.0.1\" lacks the port; write \"*:25\", \"192.0.2.1:25\" or \"[2001:db8::1]:25\"" },
        { "role = \"submission\"\nlisten = [\"[::]:587\", \"127.0.0.1:587\"]", "5:23: error: listener[1].listen: 127.0.0.1:587 is taken already: listener[1] listens on [::]:587; \"*\" and \"[::]\" are all addresses of both families; name each port once" },
        { "listen = \"127.0.0.1:587\"", "3:1: error: listener[1].role: is not set, but must be: Whom it is for: mx for the internet's servers, submission and submissions for people's programs, relay for our own servers.; write role = one of \"mx\", \"submission\", \"submissions\", \"relay\"" },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void A_mistake_is_told_with_its_place_and_its_remedy(string text, string expected) =>
        Assert.Equal([$"gatepost.toml:{expected}"], ConfigText.Errors(text));

    [Theory]
    [MemberData(nameof(ListenerErrors))]
    public void A_mistake_in_a_listener_is_told_with_its_place_and_its_remedy(string text, string expected)
    {
        var result = ConfigText.Read($"hostname = \"mx.example.org\"\ndata_dir = \"data\"\n[[listener]]\n{text}\n");

        Assert.Null(result.Config);
        Assert.Equal([$"gatepost.toml:{expected}"], result.Errors.Select(static problem => problem.ToString()));
    }

    [Theory]
    [InlineData("[outbound]\ntls = \"secure\"", "5:7: warning: outbound.tls: at the level secure")]
    [InlineData("[outbound]\ntls_names = [\"a.example\"]", "5:13: warning: outbound.tls_names: is looked at, but not demanded")]
    [InlineData("[queue]\ndelay_notice = \"6d\"", "5:16: warning: queue.delay_notice: comes after the message has gone back")]
    [InlineData("[limits]\nsessions = 10", "4:1: warning: limits.sessions_per_address: is more than sessions in all")]
    [InlineData("", "3:13: warning: listener[1]: nobody can log in here yet")]
    public void What_is_unwise_is_a_warning_and_the_configuration_is_taken(string text, string expected)
    {
        var result = ConfigText.Read(ConfigText.Least + text);

        Assert.NotNull(result.Config);
        Assert.Contains(ConfigText.Warnings(text), line => line.StartsWith($"gatepost.toml:{expected}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_slip_of_syntax_hides_no_mistake_that_stands_before_it_and_invents_none_behind_it()
    {
        var result = ConfigText.Read("hostnam = \"x\"\n[queue]\nlifetime = 5d\nretry = []\n[[nothing]]\n");

        Assert.Equal(
            [
                "gatepost.toml:1:1: error: \"hostnam\" is no option that Gatepost knows; did you mean \"hostname\"?",
                "gatepost.toml:3:13: error: the value \"5d\" lacks its quotes; write lifetime = \"5d\"",
            ], result.Problems.Select(static problem => problem.ToString()));
    }

    [Theory]
    [InlineData("GATEPOST_QUEUE__LIFTIME", "5d", "environment variable GATEPOST_QUEUE__LIFTIME: error: queue: \"liftime\" is no option of [queue]; did you mean \"lifetime\"?")]
    [InlineData("GATEPOST_QEUE__LIFETIME", "5d", "environment variable GATEPOST_QEUE__LIFETIME: error: there is no section \"qeue\"; did you mean \"queue\"?")]
    [InlineData("GATEPOST_DOMAIN__NAME", "x", "environment variable GATEPOST_DOMAIN__NAME: error: [[domain]] may stand several times, so the environment cannot say which is meant; set it in the file")]
    [InlineData("GATEPOST_QUEUE__LIFETIME", "5x", "environment variable GATEPOST_QUEUE__LIFETIME: error: queue.lifetime: \"5x\" is no duration; write a time with its unit, such as \"30s\", \"5m\", \"1h30m\" or \"5d\"")]
    [InlineData("GATEPOST_HOSTNAM", "x", "environment variable GATEPOST_HOSTNAM: warning: names no option, and is not used; did you mean \"hostname\"?")]
    public void A_mistake_in_the_environment_names_the_variable(string name, string value, string expected)
    {
        var result = ConfigText.Read(ConfigText.Least, new Dictionary<string, string> { [name] = value });

        Assert.Contains(expected, result.Problems.Select(static problem => problem.ToString()));
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
