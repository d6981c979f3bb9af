using System.Net.Sockets;
using Gatepost.Protocols.Text;

namespace Gatepost.Checks.Dialogues;

/// <summary>Why a call to a server taught nothing, or not all: a value, never an exception.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Words">For people; what a stranger said is escaped.</param>
internal sealed record CallFault(CallFaultKind Kind, string Words)
{
    private const int ShownReply = 200;

    /// <summary>A server may be busy, or have had enough of us for the moment: worth a second try.</summary>
    public bool MayPass => Kind is not (CallFaultKind.OutOfBudget or CallFaultKind.NoTls);

    /// <summary>Something else is spoken there.</summary>
    public static CallFault NoGreeting { get; } = new(CallFaultKind.NoTls, "what came is no greeting of the protocol");

    /// <summary>What is offered was asked for in vain.</summary>
    public static CallFault NoOffer { get; } = new(CallFaultKind.NoTls, "it does not say what it offers");

    /// <summary>What broke a connection; null where only that it broke is known.</summary>
    public static CallFault Of(SocketException? fault) => fault?.SocketErrorCode switch
    {
        null => new(CallFaultKind.Closed, "the connection broke"),
        SocketError.ConnectionReset or SocketError.Shutdown => new(CallFaultKind.Closed, "the connection was reset"),
        SocketError.ConnectionRefused => new(CallFaultKind.NoListener, nameof(SocketError.ConnectionRefused)),
        { } code => new(CallFaultKind.NoConnection, code.ToString()),
    };

    /// <param name="where">At which step.</param>
    /// <param name="words">What the server said, as it came.</param>
    /// <param name="isForNow">It said that it is so for the moment.</param>
    public static CallFault Refused(string where, string words, bool isForNow) => new(
        isForNow ? CallFaultKind.Closed : CallFaultKind.NoTls, $"refused {where}: {PeerText.Quote(words, ShownReply)}");
}
