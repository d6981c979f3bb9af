using System.Reflection;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Tests.House;

/// <summary>What reads a stranger's octets is fuzzed.</summary>
public class ParserTests
{
    // Read by way of another, which has a target.
    private static readonly Dictionary<string, string> ReachedBy = new()
    {
        ["EnhancedStatusCode"] = "ReplyParser",
    };

    [Fact]
    public void Each_parser_of_the_protocols_has_a_fuzz_target()
    {
        var targets = string.Concat(Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "tests", "Gatepost.Fuzz", "Targets"), "*.cs").Select(File.ReadAllText));
        var parsers = typeof(SmtpReply).Assembly.GetTypes().Where(IsParser).Select(static type => type.Name).ToList();

        Assert.True(parsers.Count > 25, "no parsers are found");
        Assert.All(parsers, name =>
            Assert.Contains(ReachedBy.GetValueOrDefault(name, name), targets, StringComparison.Ordinal));
    }

    private static bool IsParser(Type type) => type is { IsNested: false, IsVisible: true } && type
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Any(static method => method.Name is "Parse" or "TryParse" or "Read" or "TryRead" or "TryReadAll" or "Decode");
}
