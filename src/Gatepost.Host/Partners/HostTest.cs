using System.Text.Json.Serialization;
using Gatepost.Messages;

namespace Gatepost.Host.Partners;

/// <summary>One address of a partner's host, tried.</summary>
internal sealed record HostTest
{
    /// <summary>Less than <c>may</c>.</summary>
    public const string Nothing = "nothing";

    public required string Domain { get; init; }

    /// <summary><c>name[address]:port</c>, or the domain where no host was found.</summary>
    public required string Peer { get; init; }

    /// <summary>Nobody spoke SMTP there, so nothing is known of its TLS.</summary>
    public required bool IsDown { get; init; }

    /// <summary>What its domain publishes (TLSA records, a policy of MTA-STS) keeps mail from it: it would wait.</summary>
    public required bool TakesNothing { get; init; }

    /// <summary>Version and cipher, or null in clear.</summary>
    public string? Tls { get; init; }

    /// <summary>The levels that it meets.</summary>
    public required IReadOnlyList<string> Levels { get; init; }

    /// <summary>Why it meets no more, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>What it is good for in one word.</summary>
    [JsonIgnore]
    public string Best => IsDown ? "not reached"
        : TakesNothing ? Nothing
        : Levels is [.., var level] ? level : TlsLevel.May.Word();

    /// <summary>There is no host to call.</summary>
    public static HostTest NotFound(string domain, string problem) => new()
    {
        Domain = domain,
        Peer = domain,
        IsDown = true,
        TakesNothing = false,
        Levels = [],
        Problem = problem,
    };
}
