using Gatepost.Checks.Dialogues;

namespace Gatepost.Checks.TlsProbing;

/// <summary>How TLS begins on a connection: at once, or after some words in the clear that depend on the protocol.</summary>
internal interface ITlsBeginning
{
    /// <summary>In words: "STARTTLS of SMTP".</summary>
    string Words { get; }

    /// <summary>What is said inside TLS to take leave, which every server answers; empty where there is nothing.</summary>
    ReadOnlyMemory<byte> Farewell { get; }

    /// <summary>Says what must be said in the clear; afterwards the peer awaits a ClientHello.</summary>
    /// <returns>Null, or why TLS cannot begin.</returns>
    ValueTask<CallFault?> BeginAsync(PeerLine line);
}
