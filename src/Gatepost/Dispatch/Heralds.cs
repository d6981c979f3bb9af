namespace Gatepost.Dispatch;

/// <summary>Who tells others of an attempt: senders, and operators.</summary>
internal sealed record Heralds(Notifier Notifier, RegressionWatch Watch);
