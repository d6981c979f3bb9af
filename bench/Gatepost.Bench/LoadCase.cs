namespace Gatepost.Bench;

/// <summary>One load: how many messages of which length, over how many connections at once.</summary>
/// <param name="Name">What it is called in the report.</param>
/// <param name="Octets">Length of a message.</param>
/// <param name="PerConnection">Messages before a connection is closed.</param>
/// <param name="Domains">How many recipient domains they are spread over.</param>
/// <param name="Messages">How many in all, for the relay that is ten times slower; the other gets more, so that both run for
/// seconds.</param>
internal sealed record LoadCase(string Name, int Octets, int PerConnection, int Domains, int Messages)
{
    public const int Connections = 20;

    public static IReadOnlyList<LoadCase> All { get; } =
    [
        new("10 KiB, 100 a connection", 10 * 1024, 100, 1, 6000),
        new("10 KiB, 1 a connection", 10 * 1024, 1, 1, 3000),
        new("1 KiB, 100 a connection", 1024, 100, 1, 6000),
        new("1 MiB, 100 a connection", 1024 * 1024, 100, 1, 400),
        new("10 KiB, 200 domains", 10 * 1024, 100, 200, 6000),
    ];

    public LoadCase Times(double factor) => this with { Messages = Math.Max(Connections, (int)(Messages * factor)) };
}
