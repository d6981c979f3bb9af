using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Mono.Cecil;

namespace Gatepost.Tests.Walls;

/// <summary>An assembly with a breach in it, compiled on the spot: so that the wall test is itself tested.</summary>
internal static class PlantedAssembly
{
    private const string Delivery = """
        namespace Gatepost.Delivery
        {
            class Agent { public static void Go() { } }
            class Fault : System.Exception;
            class Mark : System.Attribute;
        }
        """;

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>Code with a namespace of its own is taken as it is; anything else becomes members of
    /// Gatepost.Inbound.Session.</summary>
    public static ModuleDefinition Compile(string code)
    {
        var source = code.StartsWith("namespace", StringComparison.Ordinal)
            ? code
            : $"namespace Gatepost.Inbound {{ class Session {{ {code} }} }}\n{Delivery}";
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create("Gatepost", [CSharpSyntaxTree.ParseText(source)], References, options);
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return ModuleDefinition.ReadModule(image);
    }
}
