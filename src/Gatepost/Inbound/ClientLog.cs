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
    public bool IsEnabled(LogLevel logLevel) =>
        inner.IsEnabled(logLevel) && (!IsCounted(logLevel) || budget.HasRoom(_block, address));

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsCounted(logLevel)) budget.Take(_block);
        inner.Log(logLevel, eventId, state, exception, formatter);
    }

    // What is below is switched on by hand for a while, and what is above is about ourselves.
    private static bool IsCounted(LogLevel level) => level is LogLevel.Information or LogLevel.Warning;
}
