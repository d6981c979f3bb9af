namespace Gatepost.Configuration;

/// <summary>Knows what a running program cannot change: where it listens, and where its data lies.</summary>
internal static class RestartNeeds
{
    /// <summary>The options that differ from those the program started with, as an operator writes them.</summary>
    public static IReadOnlyList<string> Between(GatepostConfig started, GatepostConfig now)
    {
        var options = new List<string>();
        if (started.DataDirectory != now.DataDirectory) options.Add("data_dir");
        if (!Same(started.Listeners, now.Listeners)) options.Add("[[listener]]");
        if (!Equals(started.Admin, now.Admin)) options.Add("[admin]");
        return options;
    }

    private static bool Same(IReadOnlyList<ListenerConfig> one, IReadOnlyList<ListenerConfig> other) =>
        one.Count == other.Count && one.Zip(other).All(static pair => Same(pair.First, pair.Second));

    /// <summary>Records compare lists by reference, so the lists are compared apart.</summary>
    private static bool Same(ListenerConfig one, ListenerConfig other) =>
        one.Addresses.SequenceEqual(other.Addresses)
        && one.Networks.SequenceEqual(other.Networks)
        && one.ClientPins.SequenceEqual(other.ClientPins)
        && one == other with { Addresses = one.Addresses, Networks = one.Networks, ClientPins = one.ClientPins };
}
