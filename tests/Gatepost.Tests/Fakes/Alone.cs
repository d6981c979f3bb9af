namespace Gatepost.Tests.Fakes;

/// <summary>Tests that measure the whole process run after all others, one at a time.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
