using System.Text;
using Gatepost.Protocols.MtaSts;

namespace Gatepost.Fuzz.Targets;

/// <summary>The body of an MTA-STS policy, as any web server may send it.</summary>
internal sealed class StsPolicyTarget : IFuzzTarget
{
    public string Name => "sts-policy";

    public IReadOnlyList<string> Words { get; } =
        ["version: STSv1", "mode: enforce", "mode: testing", "mode: none", "mx: ", "mx: *.", "max_age: ", "31557600", "9999999999",
            "\r\n", "\n", ":", "\xEF\xBB\xBF", "\xC3\xBC", "xn--", "example.com", "."];

    public ulong Run(byte[] input)
    {
        var reading = StsPolicy.Read(input);
        Must.BeEqual(reading.Policy is null, reading.Findings.Any(static finding => finding.IsFatal), "neither policy nor reason");
        Must.Hold(reading.Findings.All(static finding => finding.Line >= 0), "a line before the first");
        var shape = reading.Findings.Aggregate(0, static (all, finding) => all | (1 << (int)finding.Flaw));
        if (reading.Policy is not { } policy) return Must.Shape(shape);

        Must.Hold(policy.MaxAge >= TimeSpan.Zero && policy.MaxAge <= StsPolicy.LongestAge, "an age out of bounds");
        Must.Hold(policy.Mx.Count > 0 || policy.Mode is StsMode.None, "no hosts");
        foreach (var pattern in policy.Mx)
        {
            Must.BeOneLine(pattern, "a host");
            Must.Hold(Ascii.IsValid(pattern), "a host that is not ASCII");
            var domain = pattern.StartsWith("*.", StringComparison.Ordinal) ? pattern[1..] : pattern;
            Must.Hold(policy.Matches(domain[0] is '.' ? "x" + domain : domain), "a pattern that does not match its host");
        }

        var again = StsPolicy.Read(Encoding.UTF8.GetBytes(string.Join("\r\n", policy.Lines)));
        Must.Hold(again.Findings.Count == 0, "what was written has flaws");
        Must.BeEqual(string.Join('\n', policy.Lines), string.Join('\n', again.Policy!.Lines), "what was written is read otherwise");
        return Must.Shape(shape, (int)policy.Mode, Must.Rough(policy.Mx.Count));
    }
}
