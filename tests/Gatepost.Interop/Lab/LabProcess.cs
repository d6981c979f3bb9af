using System.Diagnostics;

namespace Gatepost.Interop.Lab;

/// <summary>A process of the lab: its output goes to a log, and it is ended by its own id, with its children.</summary>
internal sealed class LabProcess : IDisposable
{
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Lock _logLock = new();

    private LabProcess(Process process, string logPath)
    {
        _process = process;
        LogPath = logPath;
        _log = new StreamWriter(logPath, append: true) { AutoFlush = true };
    }

    public string LogPath { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Log => ReadShared(LogPath);

    public static LabProcess Start(string logPath, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = new LabProcess(Process.Start(start)!, logPath);
        process._process.OutputDataReceived += process.Write;
        process._process.ErrorDataReceived += process.Write;
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        process._process.StandardInput.Close();
        return process;
    }

    /// <summary>kill -9: the process gets no chance to tidy up.</summary>
    public void Kill()
    {
        if (_process.HasExited) return;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>SIGTERM, and SIGKILL to what is left of the family when that did not help in time.</summary>
    public void Stop()
    {
        if (!_process.HasExited)
        {
            Terminate();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill(entireProcessTree: true);
        }

        _process.WaitForExit();
    }

    public void Dispose()
    {
        Stop();
        _process.Dispose();
        lock (_logLock) _log.Dispose();
    }

    public static string ReadShared(string path)
    {
        if (!File.Exists(path)) return "";
        using var reader =
            new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    private void Write(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_logLock)
        {
            if (_log.BaseStream is { CanWrite: true }) _log.WriteLine(line.Data);
        }
    }
}
