using Gatepost.Messages;

namespace Gatepost.Reporting;

/// <summary>Why a level would not have been met.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Messages">By so many messages.</param>
/// <param name="Domains">Of so many domains.</param>
public sealed record ReasonRow(TlsReason Reason, long Messages, long Domains);
