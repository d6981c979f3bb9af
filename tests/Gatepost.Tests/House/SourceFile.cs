using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gatepost.Tests.House;

/// <summary>One source file, parsed, with what it breaks of the house rules. An exemption is a comment in the file itself:
/// <c>// House: RULE is exempt because REASON</c>, where RULE is file, method, parameters, types, name or columns.</summary>
internal sealed partial class SourceFile
{
    private readonly string _path;
    private readonly string[] _lines;
    private readonly CompilationUnitSyntax _root;
    private readonly HashSet<string> _exempt;

    public SourceFile(string path, string text)
    {
        _path = path;
        _lines = text.TrimEnd('\n').Split('\n');
        _root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot();
        _exempt = [.. Exemption().Matches(text).Select(static m => m.Groups["rule"].Value)];
    }

    public int Length => _lines.Length;

    /// <summary>Lengths in lines of everything that has a body: attributes and documentation do not count.</summary>
    public IEnumerable<int> MethodLengths => Bodies().Select(Lines);

    public IEnumerable<string> Breaches() =>
        Broken("file", TooLong())
            .Concat(Broken("method", Bodies().Where(static m => Lines(m) > HouseRules.MethodLines.All)
                .Select(m => At(m, $"{Lines(m)} lines"))))
            .Concat(Broken(
                "parameters", ParameterLists().Select(p => At(p, $"{p.Parameters.Count} parameters: make them a record"))))
            .Concat(Broken("types", SeveralPublicTypes()))
            .Concat(Broken("name", EmptyNames()))
            .Concat(Regions());

    public IEnumerable<string> LongLines() => Broken("columns", _lines.Index()
        .Where(static line => line.Item.Length > HouseRules.Columns)
        .Select(line => $"{_path}({line.Index + 1}): {line.Item.Length} columns"));

    private IEnumerable<string> Broken(string rule, IEnumerable<string> breaches) => _exempt.Contains(rule) ? [] : breaches;

    private IEnumerable<string> TooLong() => Length > HouseRules.FileLines.All ? [$"{_path}: {Length} lines"] : [];

    private IEnumerable<SyntaxNode> Bodies() => _root.DescendantNodes().Where(static node => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        LocalFunctionStatementSyntax => true,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        PropertyDeclarationSyntax property => property.ExpressionBody is not null,
        _ => false,
    });

    /// <summary>Records are exempt: they are what too many parameters become. So is what somebody else's signature dictates, and
    /// a log event, whose parameters are its fields.</summary>
    private IEnumerable<BaseParameterListSyntax> ParameterLists() => _root.DescendantNodes().OfType<BaseParameterListSyntax>()
        .Where(static list => list.Parameters.Count > HouseRules.Parameters && list.Parent switch
        {
            RecordDeclarationSyntax => false,
            LambdaExpressionSyntax => false,
            MethodDeclarationSyntax method =>
                !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
                && !method.AttributeLists.SelectMany(static a => a.Attributes)
                    .Any(static a => a.Name.ToString() == "LoggerMessage"),
            _ => true,
        });

    private IEnumerable<string> SeveralPublicTypes()
    {
        var types = Types().Where(static t => t.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax
            && t.Modifiers.Any(SyntaxKind.PublicKeyword)).ToArray();
        return types.Length > 1 ? [$"{_path}: {types.Length} public types ({string.Join(", ", types.Select(NameOf))})"] : [];
    }

    private IEnumerable<string> EmptyNames() =>
        Types().Select(NameOf).Append(Path.GetFileNameWithoutExtension(_path)).Distinct()
            .Where(static name => Word().Matches(name).Any(static w => HouseRules.EmptyWords.Contains(w.Value)))
            .Select(name => $"{_path}: {name} does not say what it is for");

    private IEnumerable<string> Regions() => _root.DescendantTrivia()
        .Where(static trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
        .Select(_ => $"{_path}: #region");

    private IEnumerable<MemberDeclarationSyntax> Types() =>
        _root.DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(static m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private string At(SyntaxNode node, string what) =>
        $"{_path}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {what}";

    private static string NameOf(MemberDeclarationSyntax type) =>
        type is BaseTypeDeclarationSyntax named ? named.Identifier.Text : ((DelegateDeclarationSyntax)type).Identifier.Text;

    private static int Lines(SyntaxNode node)
    {
        var start = node.ChildNodesAndTokens().First(static child => !child.IsKind(SyntaxKind.AttributeList)).SpanStart;
        var tree = node.SyntaxTree.GetText();
        return tree.Lines.GetLinePosition(node.Span.End).Line - tree.Lines.GetLinePosition(start).Line + 1;
    }

    [GeneratedRegex(
        @"^\s*// House: (?<rule>file|method|parameters|types|name|columns) is exempt because \S.{14,}$", RegexOptions.Multiline)]
    private static partial Regex Exemption();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}
