namespace Gatepost.Tests.House;

public sealed class HouseTests
{
    private static readonly Dictionary<string, SourceFile> Source = Read("src");
    private static readonly Dictionary<string, SourceFile> Around = Read("tests").Concat(Read("bench")).ToDictionary();

    [Fact]
    public void The_program_keeps_the_house_rules()
    {
        Assert.True(Source.Count > 50);
        Findings.AssertNone(Source.Values.SelectMany(static file => file.Breaches()));
    }

    [Fact]
    public void No_line_is_longer_than_a_page_is_wide() =>
        Findings.AssertNone(Source.Values.SelectMany(static file => file.LongLines()));

    [Fact]
    public void Most_files_are_short() =>
        Assert.Null(HouseRules.FileLines.Verdict([.. Source.Values.Select(static f => f.Length)]));

    [Fact]
    public void Most_methods_are_short() =>
        Assert.Null(HouseRules.MethodLines.Verdict([.. Source.Values.SelectMany(static f => f.MethodLengths)]));

    [Fact]
    public void Tests_and_benches_are_no_longer_than_a_file_may_be() =>
        Findings.AssertNone(Around.Where(static f => f.Value.Length > HouseRules.FileLines.All)
            .Select(static f => $"{f.Key}: {f.Value.Length} lines"));

    [Theory]
    [InlineData("class A { void M(int a, int b, int c, int d, int e, int f) { } }", "6 parameters")]
    [InlineData("class A(int a, int b, int c, int d, int e, int f);", "6 parameters")]
    [InlineData("public class A; public enum B { }", "2 public types (A, B)")]
    [InlineData("class SpoolManager;", "SpoolManager does not say")]
    [InlineData("namespace X { interface IMailService; }", "IMailService does not say")]
    [InlineData("class A {\n#region x\n#endregion\n}", "#region")]
    public void A_broken_rule_is_found(string code, string expected) =>
        Assert.Contains(expected, Assert.Single(new SourceFile("src/A.cs", code).Breaches()), StringComparison.Ordinal);

    [Theory]
    [InlineData("record A(int A1, int B, int C, int D, int E, int F);")]
    [InlineData("class Base64Reader { class Database; }")]
    [InlineData("public class A { public class Inner; } class B;")]
    [InlineData("// House: name is exempt because the operating system calls it so\nclass WindowsService;")]
    [InlineData("class A { [LoggerMessage(1)] partial void M(int a, int b, int c, int d, int e, int f); }")]
    public void What_is_allowed_is_left_alone(string code) => Assert.Empty(new SourceFile("src/A.cs", code).Breaches());

    [Fact]
    public void An_exemption_without_a_reason_is_none() =>
        Assert.Single(new SourceFile("src/A.cs", "// House: name is exempt because\nclass MailManager;").Breaches());

    [Fact]
    public void A_method_over_the_limit_is_found_and_its_attributes_do_not_count()
    {
        var body = string.Concat(Enumerable.Repeat("        M();\n", HouseRules.MethodLines.All - 3));
        var just = $"class A\n{{\n    [X]\n    void M()\n    {{\n{body}    }}\n}}";
        Assert.Empty(new SourceFile("src/A.cs", just).Breaches());
        var over = just.Replace("    {\n", "    {\n        M();\n", StringComparison.Ordinal);
        Assert.Contains("81 lines", Assert.Single(new SourceFile("src/A.cs", over).Breaches()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_file_and_a_long_line_are_found()
    {
        Assert.Contains("501 lines", Assert.Single(new SourceFile("src/A.cs", new string('\n', 500) + "//").Breaches()),
            StringComparison.Ordinal);
        Assert.Contains("131 columns", Assert.Single(new SourceFile("src/A.cs", "//" + new string('x', 129)).LongLines()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_median_and_a_tail_over_the_limit_are_found()
    {
        var measure = new Measure(Median: 8, Most: 45, All: 80);
        Assert.Null(measure.Verdict([.. Enumerable.Repeat(8, 95), .. Enumerable.Repeat(80, 5)]));
        Assert.Contains("median is 9", measure.Verdict([.. Enumerable.Repeat(9, 100)]), StringComparison.Ordinal);
        Assert.Contains(
            "within 46", measure.Verdict([.. Enumerable.Repeat(8, 94), .. Enumerable.Repeat(46, 6)]), StringComparison.Ordinal);
    }

    private static Dictionary<string, SourceFile> Read(string folder) =>
        Repository.Files(folder, "*.cs")
            .ToDictionary(static path => path, static path => new SourceFile(path, Repository.Read(path)));
}
