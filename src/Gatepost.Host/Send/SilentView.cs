using Gatepost.Messages;

namespace Gatepost.Host.Send;

/// <summary>Nobody watches.</summary>
internal sealed class SilentView : IDialogueView
{
    public void Said(string line) { }

    public void Heard(string line) { }

    public void Noted(string line) { }

    public void Secured(TlsFacts facts) { }
}
