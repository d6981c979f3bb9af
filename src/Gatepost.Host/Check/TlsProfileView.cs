using Gatepost.Checks.Reports;

namespace Gatepost.Host.Check;

/// <summary>Prints what a server's TLS can be talked into.</summary>
internal sealed class TlsProfileView(Prose prose)
{
    /// <param name="same">Addresses of which the same was seen.</param>
    public void Print(IReadOnlyList<AddressReport> same)
    {
        var profile = same[0].TlsProfile!;
        var calls = same.Sum(static address => address.TlsProfile!.Calls);
        prose.Blank();
        foreach (var other in same.SkipLast(1)) prose.Heading($"TLS of {other.Peer} and");
        prose.Heading($"TLS of {same[^1].Peer}: {profile.Class ?? "nothing could be seen"} ({calls} calls)");
        foreach (var gap in profile.NotKnown) prose.Text("  not known     ", gap);
        foreach (var setting in profile.Settings)
        {
            var items = setting.Items.Count > 0 ? $": {string.Join(", ", setting.Items)}" : "";
            prose.Text($"  {setting.Class,-13} ", setting.Title + items, setting.Class switch
            {
                "insufficient" => "red",
                "phase out" => "yellow",
                _ => null,
            });
        }
    }
}
