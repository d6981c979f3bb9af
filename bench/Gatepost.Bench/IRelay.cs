namespace Gatepost.Bench;

/// <summary>A relay that is running: takes mail at its address and gives all of it to the sink.</summary>
internal interface IRelay : IDisposable
{
    string Name { get; }

    string Address { get; }

    /// <summary>The process whose family is measured.</summary>
    int ProcessId { get; }
}
