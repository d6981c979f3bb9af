namespace Gatepost.Fuzz;

/// <summary>One parser, with what must hold for every input.</summary>
internal interface IFuzzTarget
{
    /// <summary>As on the command line, and the name of its folder in <c>corpus/</c>.</summary>
    string Name { get; }

    /// <summary>Words that the mutations put in.</summary>
    IReadOnlyList<string> Words { get; }

    /// <summary>Runs one input.</summary>
    /// <returns>The shape of what happened: an input with a new shape is worth keeping.</returns>
    /// <exception cref="InvariantException">Something that must hold does not.</exception>
    ulong Run(byte[] input);
}
