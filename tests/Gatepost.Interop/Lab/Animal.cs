namespace Gatepost.Interop.Lab;

/// <summary>One domain of the zoo (lab/zoo.txt): how it is, and what is expected of mail to it.</summary>
/// <param name="Name">As it stands there.</param>
/// <param name="Said">Everything said of it, by the word that begins the line.</param>
internal sealed record Animal(string Name, ILookup<string, string> Said)
{
    public bool IsElsewhere => One("zone") == "elsewhere";

    public bool IsSigned => One("zone") == "signed";

    public string Zone => IsSigned ? Zoo.Signed : Zoo.Unsigned;

    public string Domain => IsElsewhere ? Name : $"{Name}.{Zone}";

    /// <summary>The host that takes its mail, unless its MX records name others.</summary>
    public string Host => $"{Name}.mx.{Zone}";

    /// <summary>A receiver of the lab, <c>dead</c>, or a scripted peer.</summary>
    public string At => One("at");

    /// <summary>The scripted peer that takes its mail, or null.</summary>
    public string? Script => At.StartsWith("script ", StringComparison.Ordinal) ? At[7..] : null;

    /// <summary>The mode of its policy and the host that the policy names; null where it has none.</summary>
    public string[]? Sts => One("sts") is { Length: > 0 } policy ? policy.Split(' ') : null;

    public string Page => One("page");

    public bool RequiresTls => One("send") == "REQUIRETLS";

    public string Outcome => One("mail").Split(' ')[0];

    public string? Reached => One("mail").Split(' ') is [_, var reached] ? reached : null;

    public string Because => One("because");

    public string Outlook => One("check").Split(' ')[0];

    /// <summary>The findings that must be among those of the checker.</summary>
    public IEnumerable<string> Finds => One("check").Split(' ').Skip(1).Where(static id => id[0] != '!');

    /// <summary>Those that must not.</summary>
    public IEnumerable<string> DoesNotFind => One("check").Split(' ').Where(static id => id[0] == '!').Select(static id => id[1..]);

    private string One(string word) => Said[word].FirstOrDefault("");
}
