namespace Gatepost.Checks;

/// <summary>What is to be checked.</summary>
/// <param name="Domains">Normalized.</param>
public sealed record CheckOrder(IReadOnlyList<string> Domains)
{
    /// <summary>The domains are ours: they are judged more strictly.</summary>
    public bool AreOwn { get; init; }

    /// <summary>Whether it is found out what each server's TLS can be talked into, which takes many calls.</summary>
    public bool WithTls { get; init; }

    /// <summary>Domains at once, at most.</summary>
    public int AtOnce { get; init; } = 8;

    /// <summary>Whether the dialogues go into the report.</summary>
    public bool WithTranscript { get; init; }

    /// <summary>Who is told how far it has come.</summary>
    public Action<CheckProgress>? Progress { get; init; }
}
