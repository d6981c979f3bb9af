using Gatepost.Messages;

namespace Gatepost.Delivery;

/// <summary>What happened at one address of one host: a row of the ledger.</summary>
/// <param name="Peer"><c>name[address]:port</c>; the name alone where the host was not called.</param>
/// <param name="Wanted">The level that this host was held to.</param>
/// <param name="Tls">What TLS was like.</param>
/// <param name="Outcomes">What it did for the recipients that were put to it; empty where it came to no transaction.</param>
/// <param name="Summary">How it ended, in one line, escaped.</param>
public sealed record HostAttempt(
    string Peer, TlsLevel Wanted, TlsFacts Tls, IReadOnlyList<RecipientOutcome> Outcomes, string Summary)
{
    /// <summary>TLS was why it came to no transaction, whether it was required or only tried.</summary>
    public bool IsTlsProblem { get; init; }

    /// <summary>It is called once more at once, with every cipher: what that call shows counts.</summary>
    public bool IsCalledAgain { get; init; }

    /// <summary>Every cipher was offered, since a call with the usual ones had failed.</summary>
    public bool WithEveryCipher { get; init; }
}
