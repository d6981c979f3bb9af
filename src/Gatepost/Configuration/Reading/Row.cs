namespace Gatepost.Configuration.Reading;

/// <summary>A row that was read, with the places of what was given in it, for checks across rows.</summary>
/// <param name="Value">The record.</param>
/// <param name="Label">As problems call it: <c>listener[2]</c>, <c>queue</c>.</param>
/// <param name="Header">Where its header stands.</param>
/// <param name="Given">What was given, by key.</param>
internal sealed record Row<T>(T Value, string Label, Spot Header, IReadOnlyDictionary<string, KeyedNode> Given)
{
    /// <summary>Where an option's value stands, or the header where it was not given.</summary>
    public Spot At(string option) => Given.TryGetValue(option, out var node) ? node.Value.Spot : Header;

    /// <summary>Where an item of an option's list stands.</summary>
    public Spot At(string option, int item) =>
        Given.TryGetValue(option, out var node) && node.Value is ListNode list && item < list.Items.Count ? list.Items[item].Spot
            : At(option);

    /// <summary>An option's full name.</summary>
    public string Name(string option) => Label.Length == 0 ? option : $"{Label}.{option}";
}
