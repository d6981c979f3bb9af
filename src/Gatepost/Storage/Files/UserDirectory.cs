using System.Collections.Frozen;
using System.Text;
using Gatepost.Configuration;
using Gatepost.Diagnostics;
using Gatepost.Inbound;
using Gatepost.Protocols.Sasl;
using Microsoft.Extensions.Logging;

namespace Gatepost.Storage.Files;

/// <summary>
/// Who may log in, as the users file says: looked at every few seconds, taken when its text changed. A broken file keeps those
/// who could log in before; no file is nobody.
/// </summary>
public sealed partial class UserDirectory : IUserDirectory, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly IConfigSource _config;
    private readonly ILogger<UserDirectory> _logger;
    private readonly ITimer _timer;
    private readonly Lock _looking = new();
    private volatile FrozenDictionary<string, ScramVerifier> _users = FrozenDictionary<string, ScramVerifier>.Empty;
    private string? _seen_NeedsLock;

    /// <summary>Reads the file that the configuration names.</summary>
    public UserDirectory(IConfigSource config, TimeProvider time, ILogger<UserDirectory> logger)
    {
        (_config, _logger) = (config, logger);
        Look();
        _timer = time.CreateTimer(static directory => ((UserDirectory)directory!).Look(), this, Interval, Interval);
    }

    /// <inheritdoc />
    public ScramVerifier? Find(string name) => _users.GetValueOrDefault(name);

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_looking)
        {
            var path = _config.Current.UsersPath;
            try
            {
                var text = File.Exists(path) ? File.ReadAllText(path, Encoding.UTF8) : "";
                if (text == _seen_NeedsLock) return;
                var first = _seen_NeedsLock is null;
                _seen_NeedsLock = text;
                _users = UsersFile.Read(path, text).ToFrozenDictionary(StringComparer.Ordinal);
                if (!first || _users.Count > 0) LogUsersTaken(_logger, path, _users.Count);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                if (_seen_NeedsLock == fault.Message) return;
                if (fault is not StorageException) _seen_NeedsLock = fault.Message;
                LogUsersNotTaken(_logger, path, fault.Message);
            }
        }
    }

    [LoggerMessage(EventIds.UsersTaken, LogLevel.Information, "{Path}: read anew, users who may log in: {Count}")]
    private static partial void LogUsersTaken(ILogger logger, string path, int count);

    [LoggerMessage(EventIds.UsersNotTaken, LogLevel.Error, "{Path}: not taken: {Why}; those who could log in before still can")]
    private static partial void LogUsersNotTaken(ILogger logger, string path, string why);
}
