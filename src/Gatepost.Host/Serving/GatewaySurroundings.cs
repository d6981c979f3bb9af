using System.Diagnostics.Metrics;
using Gatepost.Dns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatepost.Host.Serving;

/// <summary>What a gateway takes from the process around it.</summary>
internal sealed record GatewaySurroundings
{
    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where its log goes; nowhere where nothing is said.</summary>
    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Where its instruments live; null: in a factory of its own.</summary>
    public IMeterFactory? Meters { get; init; }

    /// <summary>Whom to ask instead of the DNS, or null.</summary>
    public IResolver? Resolver { get; init; }

    /// <summary>How many files the process may have open; null: nobody knows.</summary>
    public int? Descriptors { get; init; } = DescriptorLimit.Read();

    /// <summary>What is wrong with the configuration file on disk, for health; nothing where there is no file.</summary>
    public Func<IReadOnlyList<string>> ConfigErrors { get; init; } = static () => [];
}
