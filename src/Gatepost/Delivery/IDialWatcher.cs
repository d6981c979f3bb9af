using Gatepost.Protocols.Smtp;

namespace Gatepost.Delivery;

/// <summary>Looks on while a call is made, and changes nothing: who checks a destination must see what mail would
/// have met.</summary>
internal interface IDialWatcher
{
    /// <summary>A command of ours, without its line end.</summary>
    void Said(string command);

    /// <summary>A reply of the peer's, as it came.</summary>
    void Heard(SmtpReply reply);

    /// <summary>The handshake is over, well or not.</summary>
    void Secured(PeerJudgement judgement);
}
