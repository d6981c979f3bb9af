namespace Gatepost.Ledger;

/// <summary>What the messages of one line of the roll-up have in common.</summary>
/// <param name="Day">When (UTC).</param>
/// <param name="Leg">Between whom.</param>
/// <param name="Domain">The domain on the other side of the leg, normalized; empty for the null reverse-path.</param>
/// <param name="Fate">What became of them.</param>
/// <param name="Shown">What TLS was like.</param>
public readonly record struct SummaryKey(DateOnly Day, MailLeg Leg, string Domain, MessageFate Fate, TlsShown Shown);
