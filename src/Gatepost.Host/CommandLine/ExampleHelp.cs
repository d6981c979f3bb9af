using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gatepost.Host.CommandLine;

/// <summary>The usual help, and after it the examples of the verb.</summary>
internal sealed class ExampleHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        var examples = (parseResult.CommandResult.Command as Verb)?.Examples ?? GatepostCommand.Examples;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return result;
    }
}
