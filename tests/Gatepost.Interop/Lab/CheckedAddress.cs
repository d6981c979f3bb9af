namespace Gatepost.Interop.Lab;

/// <summary>An address of it.</summary>
internal sealed record CheckedAddress(string Address, IReadOnlyList<CheckedStage> Stages)
{
    public CheckedStage Stage(string name) => Stages.Single(stage => stage.Stage == name);
}
