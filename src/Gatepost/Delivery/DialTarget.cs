using System.Net;
using Gatepost.Configuration;
using Gatepost.Messages;
using Gatepost.Routing;
using Gatepost.TlsPolicy;

namespace Gatepost.Delivery;

/// <summary>Whom to call, and how.</summary>
/// <param name="Address">Where.</param>
/// <param name="Expectation">Who it must be.</param>
/// <param name="Config">Our name and the time-outs.</param>
internal sealed record DialTarget(IPEndPoint Address, PeerExpectation Expectation, GatepostConfig Config)
{
    /// <summary>All addresses of a host; one that policy rules out is told of once, not once for each address.</summary>
    public static IEnumerable<DialTarget> Of(TlsDecision decision, Route route, MxHost host, GatepostConfig config)
    {
        var expectation = PeerExpectation.Of(decision, route, host, config.Outbound);
        var addresses = expectation.Demand.Refusal is null ? host.Addresses : host.Addresses.Take(1);
        return addresses.Select(address => new DialTarget(new IPEndPoint(address, host.Port), expectation, config));
    }

    /// <summary>TLS has failed on another connection, and the decision allows clear text now: why, or null.</summary>
    public string? ClearBecause { get; init; }

    /// <summary>The same as a class; without such a reason clear text is what we chose.</summary>
    public TlsReason ClearReason { get; init; } = TlsReason.SwitchedOff;

    /// <summary>A handshake with the usual ciphers has failed on another connection, so that every cipher is offered on this one:
    /// why it did, or null.</summary>
    public string? EveryCipherBecause { get; private init; }

    /// <summary>Whether a failure is one of TLS after which clear text may be used, where the level allows it at all. Who takes
    /// no second connection so soon has failed at TLS all the same: on the first.</summary>
    public bool AllowsClearAfter(ConversationFailure failure) => FailurePolicy.Judge(failure).AllowsClear
        || (EveryCipherBecause is not null && failure.Stage is ConversationStage.Connect or ConversationStage.Greeting);

    /// <summary>The same host in clear text, on a new connection, since TLS failed.</summary>
    public DialTarget InClear(ConversationFailure failure) => this with
    {
        // Where the call with every cipher did not come as far as TLS, it is the one before it that failed there.
        ClearBecause = $"TLS failed on another connection: "
            + (FailureReason.Of(failure) is TlsReason.None ? EveryCipherBecause : failure.Describe()),
        ClearReason = FailureReason.Of(failure) is not TlsReason.None and var reason ? reason : TlsReason.HandshakeFailed,
        EveryCipherBecause = null,
    };

    /// <summary>The same host once more with every cipher, after a failure that more ciphers may mend; null: there is no such
    /// call. Any TLS is better than none (RFC 7435 §3), where nobody must prove who he is.</summary>
    public DialTarget? WithEveryCipher(ConversationFailure failure)
    {
        var isWorthIt = FailurePolicy.Judge(failure).MayBeForCiphers && EveryCipherBecause is null
            && TlsProfile.MayOfferEveryCipher(Expectation);
        return !isWorthIt ? null : this with
        {
            EveryCipherBecause = failure.Describe(),
            Expectation = Expectation with { OffersEveryCipher = true },
        };
    }

    /// <summary>Who looks on; nobody, where mail is carried.</summary>
    public IDialWatcher? Watcher { get; init; }

    /// <summary><c>name[address]:port</c>; <c>[address]:port</c> where the address is all that is known, and the name alone where
    /// policy rules the host out.</summary>
    public string Peer { get; } = Expectation.Demand.Refusal is not null ? Expectation.Host
        : Expectation.Host == Address.Address.ToString() ? $"[{Address.Address}]:{Address.Port}"
        : $"{Expectation.Host}[{Address.Address}]:{Address.Port}";
}
