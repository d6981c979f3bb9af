using System.Text;

namespace Gatepost.Checks.TlsProbing;

/// <summary>Findings as text for people, the worst first.</summary>
internal static class TlsFindingsText
{
    private const int Width = 110;
    private const int Indent = 15;

    private static readonly string Blank = new(' ', Indent);

    /// <summary>The whole text, lines ended with LF.</summary>
    public static string Of(TlsProfileFindings profile)
    {
        var text = new StringBuilder();
        var facts = profile.Facts;
        text.Append($"{facts.Host} ({facts.Address}, {facts.Beginning}): {profile.Class?.Word() ?? "nothing could be seen"}\n");
        foreach (var gap in profile.Gaps) Wrap(text, "  not known    ", gap);
        var explained = new HashSet<TlsTopic>();
        foreach (var finding in profile.Findings)
        {
            Say(text, finding);
            if (finding.Remedy is { } remedy && explained.Add(finding.Topic)) Explain(text, finding, remedy);
        }

        return text.ToString();
    }

    private static void Say(StringBuilder text, TlsFinding finding)
    {
        Wrap(text, $"  {finding.Class.Word(),-Indent + 2}", finding.Title);
        if (finding.Items.Count > 0) Wrap(text, Blank, string.Join(", ", finding.Items));
    }

    private static void Explain(StringBuilder text, TlsFinding finding, Remedy remedy)
    {
        Wrap(text, Blank, $"{finding.Class.Advice()} {finding.Meaning}");
        Wrap(text, $"{Blank}Postfix:  ", remedy.Postfix);
        Wrap(text, $"{Blank}Exchange: ", remedy.Exchange);
        Wrap(text, $"{Blank}Gatepost: ", remedy.Gatepost);
        Wrap(text, $"{Blank}Source:   ", finding.Source);
    }

    /// <summary>Words in lines, all under the first.</summary>
    private static void Wrap(StringBuilder text, string lead, string words)
    {
        var line = new StringBuilder(lead);
        var isEmpty = true;
        foreach (var word in words.Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(' ', lead.Length);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        text.Append(line).Append('\n');
    }
}
