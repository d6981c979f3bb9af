namespace Gatepost.Host.Doctor;

/// <summary>What was looked at and is in order.</summary>
/// <param name="Subject">What.</param>
/// <param name="Words">What was seen.</param>
internal sealed record WellReport(string Subject, string Words);
