using Gatepost.Checks.Reports;
using Gatepost.Host.Check;
using Gatepost.Host.Output;

namespace Gatepost.Host.Doctor;

/// <summary>Prints what is wrong for a person, the gravest first, each with what it means and what to do.</summary>
/// <param name="terminal">Where.</param>
/// <param name="tellsWell">Also what is well.</param>
internal sealed class DoctorView(Terminal terminal, bool tellsWell)
{
    private readonly Check.Prose _prose = new(terminal);

    public void Print(DoctorReport report)
    {
        var (words, colour) = report.Verdict switch
        {
            OwnVerdict.InOrder => ("in order", "green"),
            OwnVerdict.Weakened => ("it works, and something should be looked at", "yellow"),
            _ => ("something is broken", "red"),
        };
        _prose.Text("", $"This Gatepost: {words}", $"bold {colour}");
        new FindingsView(_prose, explainsAll: true).Print(report.Findings);
        if (tellsWell && report.Well.Count > 0)
        {
            _prose.Blank();
            _prose.Heading("Well");
            foreach (var well in report.Well) _prose.Text($"  {well.Subject,-13} ", well.Words, "green");
        }
        else if (report.Well.Count == 0)
        {
            _prose.Blank();
            _prose.Text("", "Nothing else was looked at: all of it depends on the configuration.", "grey");
        }
    }
}
