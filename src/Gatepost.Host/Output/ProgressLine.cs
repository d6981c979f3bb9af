using Gatepost.Checks;
using Gatepost.Protocols.Text;

namespace Gatepost.Host.Output;

/// <summary>One line that is written over while a person waits; nothing where nobody looks.</summary>
internal sealed class ProgressLine(Terminal terminal) : IDisposable
{
    private const int Room = 78;

    private readonly Lock _lock = new();
    private bool _isShown;

    public void Show(CheckProgress progress) =>
        Show($"{progress.Done} of {progress.Total} done; {progress.Domain}: {progress.Step}");

    public void Show(string text)
    {
        if (!terminal.ErrorIsTerminal) return;
        lock (_lock)
        {
            terminal.Error.Write($"\r\e[K{PeerText.Escape(text, Room)}");
            _isShown = true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
            if (_isShown) terminal.Error.Write("\r\e[K");
    }
}
