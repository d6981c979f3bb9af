namespace Gatepost.Reporting;

/// <summary>One domain outside.</summary>
/// <param name="Domain">Its name; empty for notices, which have no sender.</param>
/// <param name="Partner">The partner whose domain it is, by the agreement on mail to it, else on mail from it; or null.</param>
/// <param name="Out">Mail to it.</param>
/// <param name="In">Mail from it.</param>
public sealed record DomainRow(string Domain, string? Partner, Traffic Out, Traffic In);
