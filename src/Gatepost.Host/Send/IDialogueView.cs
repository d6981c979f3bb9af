using Gatepost.Messages;

namespace Gatepost.Host.Send;

/// <summary>Who watches a dialogue.</summary>
internal interface IDialogueView
{
    /// <summary>What we say.</summary>
    void Said(string line);

    /// <summary>What the server says, one line.</summary>
    void Heard(string line);

    /// <summary>What happens beside the lines.</summary>
    void Noted(string line);

    /// <summary>TLS began, or failed to.</summary>
    void Secured(TlsFacts facts);
}
