namespace Gatepost.Host.Admin;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="Status"><c>ok</c>, <c>warning</c> (mail flows, somebody should look) or <c>failing</c> (it does not).</param>
/// <param name="Detail">In words.</param>
internal sealed record HealthCheck(string Name, string Status, string Detail)
{
    public const string Ok = "ok", Warning = "warning", Failing = "failing";
}
