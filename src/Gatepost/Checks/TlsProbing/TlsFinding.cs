namespace Gatepost.Checks.TlsProbing;

/// <summary>One thing that was found, with its class and what it means.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Class">Its class.</param>
/// <param name="Title">What was seen, in one sentence.</param>
internal sealed record TlsFinding(TlsTopic Topic, SecurityClass Class, string Title)
{
    /// <summary>What exactly: names of versions, suites, groups.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>What that means; null where all is well.</summary>
    public string? Meaning => NeedsWords ? TopicTexts.Of(Topic).Meaning : null;

    /// <summary>What to do; null where all is well.</summary>
    public Remedy? Remedy => NeedsWords ? TopicTexts.Of(Topic).Remedy : null;

    /// <summary>Whose class it is.</summary>
    public string Source => TopicTexts.Of(Topic).Source;

    private bool NeedsWords => Class >= SecurityClass.PhaseOut || (Topic is TlsTopic.PostQuantum && Class > SecurityClass.Good);
}
