using Gatepost.Messages;
using Gatepost.Protocols.Smtp;

namespace Gatepost.Routing;

/// <summary>Why a domain has no host to try.</summary>
/// <param name="Disposition">Deferred or Failed.</param>
/// <param name="Reply">What senders are told.</param>
public sealed record RouteProblem(Disposition Disposition, SmtpReply Reply);
