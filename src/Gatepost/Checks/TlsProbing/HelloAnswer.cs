using Gatepost.Checks.Dialogues;
using Gatepost.Protocols.TlsProbe;

namespace Gatepost.Checks.TlsProbing;

/// <summary>What came of one ClientHello: the server chose, said no, or the connection taught nothing.</summary>
internal sealed record HelloAnswer
{
    /// <summary>What the server sent; null where it sent nothing.</summary>
    public ServerFlight? Flight { get; init; }

    /// <summary>Why nothing was learnt; null where something was.</summary>
    public CallFault? Fault { get; init; }

    /// <summary>What the server chose; null where it did not.</summary>
    public ServerHello? Hello => Fault is null ? Flight?.Hello : null;

    /// <summary>Its no, or its silence: many servers close instead of saying why.</summary>
    public bool IsRefused => Fault is null && Hello is null;

    /// <summary>It closed without a word: mostly a no, yet a server that has had enough of us does the same.</summary>
    public bool IsClosed => IsRefused && Flight is { Alert: null, Trouble: WireTrouble.None };

    /// <summary>Why it was refused.</summary>
    public string Refusal => Flight switch
    {
        { Alert: { } alert } => $"refused: {alert.Word}",
        { Trouble: not WireTrouble.None } => "what it answered is no TLS",
        _ => "it closed the connection",
    };

    public static HelloAnswer Unknown(CallFault fault) => new() { Fault = fault };
}
