using Gatepost.Checks.Reports;

namespace Gatepost.Host.Check;

/// <summary>Prints what a server's TLS can be talked into.</summary>
internal sealed class TlsProfileView(Prose prose)
{
    public void Print(string peer, TlsProfileReport profile)
    {
        prose.Blank();
        prose.Heading($"TLS of {peer}: {profile.Class ?? "nothing could be seen"} ({profile.Calls} calls)");
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
