using System.Net;
using Gatepost.Checks.Survey;
using Gatepost.Configuration;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Checks.Own;

/// <summary>What was seen of one address at which this gateway listens.</summary>
/// <param name="Listener">Its row.</param>
/// <param name="Called">The address that was called: one of this machine's where it listens at all of them.</param>
/// <param name="Seen">What a caller sees there, as if it were the only host of a domain.</param>
internal sealed record ListenerSurvey(ListenerConfig Listener, IPEndPoint Called, DomainSurvey Seen)
{
    /// <summary>The reply to a recipient elsewhere, or to what came before it, for a caller who has no right to relay; null where
    /// it was not tried, or nothing was said.</summary>
    public SmtpReply? Relay { get; init; }

    /// <summary>TLS begins with the first octet.</summary>
    public bool IsImplicit => IsImplicitTls(Listener);

    /// <summary>What to call it.</summary>
    public string Where => $"listener {Listener.Name}, {Called}";

    /// <summary>Whether TLS begins with the first octet.</summary>
    public static bool IsImplicitTls(ListenerConfig listener) => listener.Role is ListenerRole.Submissions;
}
