using Gatepost.Checks.Reports;
using Gatepost.Checks.Survey;

namespace Gatepost.Checks;

/// <summary>One domain that was checked.</summary>
/// <param name="Survey">What was seen.</param>
/// <param name="Report">What is told of it.</param>
internal sealed record JudgedDomain(DomainSurvey Survey, DomainReport Report);
