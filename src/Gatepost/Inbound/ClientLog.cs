using System.Net;
using Gatepost.Inbound.Connections;
using Microsoft.Extensions.Logging;

namespace Gatepost.Inbound;

/// <summary>The log as far as one client may fill it.</summary>
internal sealed class ClientLog(ILogger inner, LogBudget budget, IPAddress address) : ILogger
{
    private readonly AddressBlock _block = AddressBlock.Of(address);

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

    /// <inheritdoc />
    /// <remarks>
    /// Whether there is room left is not said here: nobody could tell a line that is asked about from one that is written, and
    /// between the two others write.
    /// </remarks>
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        // What is below is switched on by hand for a while.
        if (logLevel < LogLevel.Information || budget.Take(_block, address, logLevel))
            inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
