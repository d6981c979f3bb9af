namespace Gatepost.Checks.TlsProbing;

/// <summary>What there is to say about a topic, for somebody who has never heard of it.</summary>
/// <param name="Name">The topic in two or three words.</param>
/// <param name="Meaning">What it is, and what can happen.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Source">Whose classes these are.</param>
internal sealed record TopicText(string Name, string Meaning, Remedy Remedy, string Source);
