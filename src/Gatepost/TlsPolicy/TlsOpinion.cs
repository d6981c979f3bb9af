using Gatepost.Configuration;
using Gatepost.Messages;

namespace Gatepost.TlsPolicy;

/// <summary>What one source says about a destination.</summary>
/// <param name="Requirement">The level, and with it names, CA, pins, client certificate and version.</param>
/// <param name="Force">Whether others may raise it.</param>
/// <param name="Evidence">Who says so, and in what words.</param>
public sealed record TlsOpinion(TlsRequirement Requirement, OpinionForce Force, Evidence Evidence);
