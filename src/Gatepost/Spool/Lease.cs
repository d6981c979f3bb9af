using Gatepost.Messages;

namespace Gatepost.Spool;

/// <summary>The right to carry one entry, until it is completed or released, or runs out.</summary>
/// <param name="Message">The entry, as it was when it was leased.</param>
/// <param name="Token">Fences off a holder whose lease ran out; the store's affair.</param>
public sealed record Lease(QueuedMessage Message, long Token);
