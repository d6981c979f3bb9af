namespace Gatepost.Interop;

/// <summary>All tests that share the one lab.</summary>
[CollectionDefinition(Name)]
public sealed class SharedLab : ICollectionFixture<LabFixture>
{
    public const string Name = "Lab";
}
