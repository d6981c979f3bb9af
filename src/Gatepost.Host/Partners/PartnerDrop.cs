using Gatepost.Configuration;

namespace Gatepost.Host.Partners;

/// <summary>A partner's hosts do not meet any more what they met the night before.</summary>
/// <param name="Test">What was found.</param>
/// <param name="Before">The highest level until then.</param>
/// <param name="Row">What was agreed.</param>
internal sealed record PartnerDrop(PartnerTest Test, string Before, PartnerConfig Row);
